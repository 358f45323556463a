using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Pages;
using PaymentPortal.Inbox;
using PaymentPortal.Invoices;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>The page after paying while a payment hangs and no event comes: how often Stripe is asked, by a clock that the test moves.</summary>
public sealed class PurchaseWatchTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stripe_is_asked_at_once_and_then_less_and_less_often()
    {
        await using var app = await PortalApp.StartAsync(new Dictionary<string, string> { ["Sandbox:WebhookUrl"] = "none", ["Inbox:FindGapsEvery"] = "1.00:00:00", ["Inbox:ReadAgainEvery"] = "1.00:00:00" });
        var shopper = await Shopper.ComeAsync(app);
        var id = (await shopper.StartAsync("pro_month_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(id)).Value!, "pm_usBankAccount_processing");
        var purchase = await shopper.FindAsync(id);
        var time = new ManualTime();
        Services.AddSingleton<TimeProvider>(time).AddSingleton(new ChangeSignal()).AddSingleton<AuthenticationStateProvider>(new Somebody(shopper.UserId))
            .AddSingleton(app.Services.GetRequiredService<MoneyOnItsWayQueries>()).AddSingleton(app.Services.GetRequiredService<ReportingZone>())
            .AddSingleton(app.Services.GetRequiredService<PurchaseQueries>()).AddSingleton(app.Services.GetRequiredService<InvoiceQueries>()).AddSingleton(app.Services.GetRequiredService<InvoiceDocuments>())
            .AddSingleton(app.Services.GetRequiredService<CheckPurchase>()).AddSingleton(app.Services.GetRequiredService<Catalogue>()).AddSingleton(app.Services.GetRequiredService<WithdrawOrder>());
        var before = await AskedAsync(app, purchase);
        var page = Render<PurchaseWatch>(parameters => parameters.Add(p => p.Id, id.Value).Add(p => p.Bought, "Pro plan"));
        await AskedAsync(app, purchase, before + 1, time);
        foreach (var (seconds, round) in ((int[])[4, 8, 16, 32, 60, 60, 60]).Select((seconds, round) => (seconds, round)))
        {
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, time.WaitingTimers);
            time.Advance(TimeSpan.FromMilliseconds(1));
            await AskedAsync(app, purchase, before + 2 + round, time);
        }

        Assert.Contains("Processing your payment", page.Markup, StringComparison.Ordinal);
    }

    /// <summary>Waits until Stripe was asked so often, and the page waits for the next time.</summary>
    private static Task AskedAsync(PortalApp app, Purchase purchase, int times, ManualTime time) =>
        Eventually.TrueAsync(async () => time.WaitingTimers == 1 && await AskedAsync(app, purchase) == times, () => $"Stripe was not asked {times} times. " + string.Join('\n', app.Log.Problems));

    /// <summary>How often Stripe answered how the order's invoice stands.</summary>
    private static async Task<int> AskedAsync(PortalApp app, Purchase purchase)
    {
        await using var context = Shopper.Open(app);
        return await context.InboxEntries.CountAsync(e => e.Source == InboxSource.Answer && e.ObjectId == purchase.InvoiceId, Cancellation);
    }

    private sealed class Somebody(Guid id) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToString())], "test"))));
    }
}
