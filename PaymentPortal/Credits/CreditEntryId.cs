using PaymentPortal.Shared;

namespace PaymentPortal.Credits;

public readonly record struct CreditEntryId(Guid Value) : ITypedId<CreditEntryId>
{
    public static CreditEntryId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
