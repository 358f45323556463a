using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Sessions;

public readonly record struct SessionId(Guid Value) : ITypedId<SessionId>
{
    public static SessionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
