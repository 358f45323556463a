using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

public readonly record struct PurchaseId(Guid Value) : ITypedId<PurchaseId>
{
    public static PurchaseId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
