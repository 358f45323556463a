using Microsoft.Extensions.Options;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>The client for the Stripe that the settings name. In the sandbox its address is the app's own, known once the server listens.</summary>
internal sealed class StripeConnection(IOptions<StripeOptions> options, Settings.PortalAddress address)
{
    private readonly Lazy<IStripeClient> _client = new(() => new StripeClient(new StripeClientOptions
    {
        ApiKey = options.Value.SecretKey,
        ApiBase = (options.Value.ApiBase ?? (options.Value.Mode == StripeMode.Sandbox ? address.Own : null))?.ToString().TrimEnd('/'),
    }));

    public IStripeClient Client => _client.Value;
}
