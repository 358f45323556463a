namespace PaymentPortal.Accounts.Organisations;

/// <summary>Roles in words.</summary>
internal static class RoleText
{
    public static readonly IReadOnlyList<MembershipRole> All = [MembershipRole.Member, MembershipRole.Billing, MembershipRole.Owner];

    public static string Of(MembershipRole role) => role.ToString();

    public static string About(MembershipRole role) => role switch
    {
        MembershipRole.Owner => "Everything: members, invitations, the organisation itself, and billing.",
        MembershipRole.Billing => "Plans, invoices, payment methods and seats. No changes to members.",
        _ => "Uses what the organisation bought. Sees plan, invoices and payment methods, and changes none of them.",
    };
}
