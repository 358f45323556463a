#nullable disable

namespace Stripe;

public sealed class PaymentMethodUsBankAccountOptions : NestedOptions
{
    public string AccountHolderType { get; set; }
    public string AccountNumber { get; set; }
    public string AccountType { get; set; }
    public string FinancialConnectionsAccount { get; set; }
    public string RoutingNumber { get; set; }
}
