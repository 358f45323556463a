#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPaymentMethodOptionsUsBankAccount : StripeEntity<SessionPaymentMethodOptionsUsBankAccount>
{
    public SessionPaymentMethodOptionsUsBankAccountFinancialConnections FinancialConnections { get; set; }
    public string SetupFutureUsage { get; set; }
    public string TargetDate { get; set; }
    public string VerificationMethod { get; set; }
}

public sealed class SessionPaymentMethodOptionsUsBankAccountFinancialConnections : StripeEntity<SessionPaymentMethodOptionsUsBankAccountFinancialConnections>
{
    public SessionPaymentMethodOptionsUsBankAccountFinancialConnectionsFilters Filters { get; set; }
    public List<string> Permissions { get; set; }
    public List<string> Prefetch { get; set; }
    public string ReturnUrl { get; set; }
}

public sealed class SessionPaymentMethodOptionsUsBankAccountFinancialConnectionsFilters : StripeEntity<SessionPaymentMethodOptionsUsBankAccountFinancialConnectionsFilters>
{
    public List<string> AccountSubcategories { get; set; }
}
