using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Risk;

/// <summary>A portal that asks the bank after one decline, holds what costs $400 or more, and stops after three declines. It believes the test what address somebody comes from.</summary>
public sealed class RiskyShop : IAsyncLifetime
{
    public const string Pro = "pro_month_usd";
    public const string Enterprise = "enterprise_month_usd";
    public const string Optional3ds = "4000 0000 0000 3055";

    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["ForwardedHeaders:KnownProxies:0"] = "127.0.0.1",
        ["Risk:ThreeDSecureAt"] = "40",
        ["Risk:HoldAt"] = "100",
        ["Risk:StopAfterDeclines"] = "3",
        ["Risk:NewAccount:Weight"] = "0",
        ["Risk:DeclinesByAccount:From"] = "1",
        ["Risk:DeclinesByAccount:Weight"] = "40",
        ["Risk:LargeAmounts:usd"] = "40000",
        ["Risk:LargeAmount:Weight"] = "100",
    };

    private static int lastAddress;

    public PortalApp App { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => App = await PortalApp.StartAsync(Settings);

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
    }

    /// <summary>The same on a database of its own.</summary>
    internal static async Task<PortalApp> OnAsync(TestDatabase database) => await PortalApp.StartAsync(Settings.Concat(database.Settings));

    /// <summary>An address that nobody else has.</summary>
    public static string NewAddress() => $"198.51.100.{Interlocked.Increment(ref lastAddress)}";

    /// <summary>Somebody with a role, as his circuit knows him.</summary>
    internal static async Task<ClaimsPrincipal> SomebodyAsync(PortalApp app, string role)
    {
        var member = await Member.AddAsync(app, role);
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, member.Id.ToString()), new Claim(ClaimTypes.Role, role)], "test"));
    }

    internal static async Task<Shopper> ShopperAsync(PortalApp app)
    {
        var shopper = await Shopper.ComeAsync(app);
        shopper.Address = NewAddress();
        return shopper;
    }

    internal static DecidePurchase Decide(PortalApp app) => app.Services.GetRequiredService<DecidePurchase>();

    internal static async Task<List<HeldPurchase>> HeldAsync(PortalApp app, PurchaseId purchase)
    {
        await using var context = Shopper.Open(app);
        return await context.HeldPurchases.AsNoTracking().Where(h => h.PurchaseId == purchase).OrderBy(h => h.At).ToListAsync(Cancellation);
    }

    internal static async Task<List<PaymentAttempt>> AttemptsAsync(PortalApp app, Guid user)
    {
        await using var context = Shopper.Open(app);
        return await context.PaymentAttempts.AsNoTracking().Where(a => a.UserId == user).OrderBy(a => a.At).ToListAsync(Cancellation);
    }

    /// <summary>Waits until Stripe's word of so many declines of this person is in the tables.</summary>
    internal static Task DeclinedAsync(PortalApp app, Guid user, int times) => Eventually.TrueAsync(
        async () =>
        {
            await using var context = Shopper.Open(app);
            return await context.Charges.CountAsync(c => c.Status == "failed" && context.PaymentAttempts.Any(a => a.UserId == user && a.PaymentId == c.PaymentId), Cancellation) >= times;
        },
        () => "The declines were not told.");

    /// <summary>The mails to this address, once every effect is done.</summary>
    internal static async Task<IReadOnlyList<ReceivedMail>> MailsAsync(PortalApp app, string to)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(app);
                return !await context.OutboxMessages.AnyAsync(m => m.State == OutboxState.Pending, Cancellation);
            },
            () => "The outbox has not come to rest.");
        return [.. app.Services.GetRequiredService<Mailbox>().Latest(500).Where(m => m.To.Contains(to, StringComparison.Ordinal))];
    }
}
