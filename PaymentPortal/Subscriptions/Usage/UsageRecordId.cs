using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions.Usage;

public readonly record struct UsageRecordId(Guid Value) : ITypedId<UsageRecordId>
{
    public static UsageRecordId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
