using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

public readonly record struct SubscriptionRequestId(Guid Value) : ITypedId<SubscriptionRequestId>
{
    public static SubscriptionRequestId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
