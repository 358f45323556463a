using PaymentPortal.Shared;

namespace PaymentPortal.Accounts;

public readonly record struct OrganisationId(Guid Value) : ITypedId<OrganisationId>
{
    public static OrganisationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
