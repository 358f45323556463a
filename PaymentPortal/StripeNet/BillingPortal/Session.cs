#nullable disable

namespace Stripe.BillingPortal;

public sealed class Session : StripeEntity<Session>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public string ConfigurationId { get; set; }

    [Expandable]
    public Configuration Configuration { get; set; }

    public DateTime Created { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public SessionFlow Flow { get; set; }
    public bool Livemode { get; set; }
    public string Locale { get; set; }
    public string OnBehalfOf { get; set; }
    public string ReturnUrl { get; set; }
    public string Url { get; set; }
}
