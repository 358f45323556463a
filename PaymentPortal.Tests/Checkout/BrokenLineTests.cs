using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Gateway;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>What becomes of a purchase while Stripe cannot be reached, or its answers are lost.</summary>
public sealed class BrokenLineTests : IAsyncLifetime
{
    private const string Pro = "pro_month_usd";

    private Wire wire = null!;
    private PortalApp portal = null!;

    public async ValueTask InitializeAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        wire = await Wire.LayAsync(address);
        portal = await PortalApp.StartAsync(new Dictionary<string, string> { ["urls"] = address.GetLeftPart(UriPartial.Authority), ["Stripe:ApiBase"] = wire.Address.AbsoluteUri });
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await wire.DisposeAsync();
    }

    [Fact]
    public async Task After_a_lost_answer_the_next_press_comes_to_the_same_subscription()
    {
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;

        wire.LosesRequest = request => true;
        var refused = await shopper.PayAsync(purchase, total: 14_900);
        Assert.Equal(StripeFault.Unreachable, refused.Refusal?.Code);
        Assert.Contains("not be charged twice", refused.Refusal?.Sentence, StringComparison.Ordinal);

        wire.LosesRequest = request => false;
        wire.LosesAnswer = request => HttpMethods.IsPost(request.Method) && request.Path == "/v1/subscriptions";
        Assert.Equal(StripeFault.Unreachable, (await shopper.PayAsync(purchase, total: 14_900)).Refusal?.Code);
        var customer = (string)Assert.Single(await portal.Sandbox.ListAsync("customers", ("email", shopper.Email)))["id"]!;
        Assert.Single(await portal.Sandbox.ListAsync("subscriptions", ("customer", customer), ("status", "all")));

        // The customer is known by now: the next press finds it, instead of making it
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                return await context.Customers.AnyAsync(known => known.Id == customer && known.OrganisationId == shopper.Organisation, TestContext.Current.CancellationToken);
            },
            () => "The customer did not become known.");
        wire.LosesAnswer = request => false;
        await Eventually.TrueAsync(() => portal.Services.GetRequiredService<StripeHealth>() is { DownSince: null, IsInDoubt: false }, "Stripe was not asked again.");
        var pressed = await shopper.PayAsync(purchase);
        Assert.True(pressed.IsDone, pressed.Refusal?.Sentence);
        Assert.Single(await portal.Sandbox.ListAsync("customers", ("email", shopper.Email)));
        Assert.Single(await portal.Sandbox.ListAsync("subscriptions", ("customer", customer), ("status", "all")));
        await shopper.ConfirmAsync(pressed.Value);
        await shopper.PaidAsync(purchase);
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync(customer));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
