#nullable disable

namespace Stripe;

public sealed class PaymentMethod : StripeEntity<PaymentMethod>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public string AllowRedisplay { get; set; }
    public PaymentMethodBillingDetails BillingDetails { get; set; }
    public PaymentMethodCard Card { get; set; }
    public DateTime Created { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public PaymentMethodLink Link { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public PaymentMethodRadarOptions RadarOptions { get; set; }
    public PaymentMethodSepaDebit SepaDebit { get; set; }
    public string Type { get; set; }
    public PaymentMethodUsBankAccount UsBankAccount { get; set; }
}
