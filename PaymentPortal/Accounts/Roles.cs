namespace PaymentPortal.Accounts;

/// <summary>The roles of the portal's own people, and of its customers.</summary>
public static class Roles
{
    public const string Admin = "Admin";
    public const string Finance = "Finance";
    public const string Support = "Support";
    public const string Customer = "Customer";

    public static readonly IReadOnlyList<string> All = [Admin, Finance, Support, Customer];
}
