#nullable disable

namespace Stripe;

/// <summary>What one call does differently from the client: its key, its account, its idempotency key.</summary>
public class RequestOptions
{
    public string ApiKey { get; set; }
    public string IdempotencyKey { get; set; }
    public string StripeAccount { get; set; }
    public string StripeContext { get; set; }
    public string StripeRequestTrigger { get; set; }
}
