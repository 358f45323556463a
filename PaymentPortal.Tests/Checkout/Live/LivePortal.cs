using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>The app in Live mode, and the Stripe that it sells by. The demo is asked for, which Live mode does not have.</summary>
public sealed class LivePortal : IAsyncLifetime
{
    internal LiveStripe Stripe { get; private set; } = null!;

    public PortalApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stripe = await LiveStripe.StartAsync();
        App = await PortalApp.StartAsync(new Dictionary<string, string>(Stripe.Settings) { ["Demo:Seed"] = "true" });
    }

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
        if (Stripe is not null)
            await Stripe.DisposeAsync();
    }
}
