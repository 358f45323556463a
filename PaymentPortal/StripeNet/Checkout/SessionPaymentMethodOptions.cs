#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPaymentMethodDataOptions : NestedOptions
{
    public string AllowRedisplay { get; set; }
}

public sealed class SessionPaymentMethodOptions : StripeEntity<SessionPaymentMethodOptions>
{
    public SessionPaymentMethodOptionsCard Card { get; set; }
    public SessionPaymentMethodOptionsUsBankAccount UsBankAccount { get; set; }
}

public sealed class SessionPaymentMethodOptionsCardInstallmentsOptions : NestedOptions
{
    public bool? Enabled { get; set; }
}

public sealed class SessionPaymentMethodOptionsCardOptions : NestedOptions
{
    public string CaptureMethod { get; set; }
    public SessionPaymentMethodOptionsCardInstallmentsOptions Installments { get; set; }
    public string RequestExtendedAuthorization { get; set; }
    public string RequestIncrementalAuthorization { get; set; }
    public string RequestMulticapture { get; set; }
    public string RequestOvercapture { get; set; }
    public string RequestThreeDSecure { get; set; }
    public SessionPaymentMethodOptionsCardRestrictionsOptions Restrictions { get; set; }
    public string SetupFutureUsage { get; set; }
    public string StatementDescriptorSuffixKana { get; set; }
    public string StatementDescriptorSuffixKanji { get; set; }
}

public sealed class SessionPaymentMethodOptionsCardRestrictionsOptions : NestedOptions
{
    public List<string> BrandsBlocked { get; set; }
}

public sealed class SessionPaymentMethodOptionsOptions : NestedOptions
{
    public SessionPaymentMethodOptionsCardOptions Card { get; set; }
    public SessionPaymentMethodOptionsUsBankAccountOptions UsBankAccount { get; set; }
}

public sealed class SessionPaymentMethodOptionsUsBankAccountFinancialConnectionsOptions : NestedOptions
{
    public List<string> Permissions { get; set; }
    public List<string> Prefetch { get; set; }
}

public sealed class SessionPaymentMethodOptionsUsBankAccountOptions : NestedOptions
{
    public SessionPaymentMethodOptionsUsBankAccountFinancialConnectionsOptions FinancialConnections { get; set; }
    public string SetupFutureUsage { get; set; }
    public string TargetDate { get; set; }
    public string VerificationMethod { get; set; }
}
