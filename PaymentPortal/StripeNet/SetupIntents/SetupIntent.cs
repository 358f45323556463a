#nullable disable

namespace Stripe;

public sealed class SetupIntent : StripeEntity<SetupIntent>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public List<string> AllowedPaymentMethodTypes { get; set; }
    public bool AttachToSelf { get; set; }
    public SetupIntentAutomaticPaymentMethods AutomaticPaymentMethods { get; set; }
    public string CancellationReason { get; set; }
    public string ClientSecret { get; set; }
    public DateTime Created { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public string Description { get; set; }
    public List<string> ExcludedPaymentMethodTypes { get; set; }
    public List<string> FlowDirections { get; set; }
    public StripeError LastSetupError { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public SetupIntentNextAction NextAction { get; set; }
    public string OnBehalfOfId { get; set; }

    [Expandable]
    public Account OnBehalfOf { get; set; }

    public string PaymentMethodId { get; set; }

    [Expandable]
    public PaymentMethod PaymentMethod { get; set; }

    public SetupIntentPaymentMethodOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public string Status { get; set; }
    public string Usage { get; set; }
}
