using System.Text;
using Microsoft.Extensions.Options;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Says whether a posted body really comes from Stripe.</summary>
internal sealed class EventVerifier(IOptions<StripeOptions> options, TimeProvider time)
{
    private readonly string[] _secrets = [.. options.Value.WebhookSecrets.Where(secret => !string.IsNullOrWhiteSpace(secret))];

    /// <summary>
    /// True where the signature fits the body under one of the secrets and is at most 300 seconds away from now, either way.
    /// </summary>
    /// <param name="body">The body exactly as it came.</param>
    /// <param name="signature">The <c>Stripe-Signature</c> header.</param>
    public bool IsGenuine(ReadOnlySpan<byte> body, string? signature)
    {
        if (string.IsNullOrEmpty(signature))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(body);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var secret in _secrets)
        {
            try
            {
                EventUtility.ValidateSignature(text, signature, secret, EventUtility.DefaultTimeTolerance, now);
                return true;
            }
            catch (StripeException)
            {
                // Not this secret: while one is being replaced, the next may fit.
            }
        }

        return false;
    }
}
