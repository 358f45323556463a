using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

public readonly record struct InvitationId(Guid Value) : ITypedId<InvitationId>
{
    public static InvitationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
