using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>Somebody with an organisation who buys, as the pages let him.</summary>
internal sealed class Shopper
{
    public const string Password = "a short sentence";

    private static int lastNumber;

    private readonly PortalApp portal;

    private readonly ConcurrentDictionary<PurchaseId, Money> shown = new();

    private Shopper(PortalApp portal, Guid userId, OrganisationId organisation, string email) => (this.portal, UserId, Organisation, Email) = (portal, userId, organisation, email);

    public Guid UserId { get; }

    public OrganisationId Organisation { get; }

    public string Email { get; }

    /// <summary>Where he comes from.</summary>
    public string Address { get; set; } = "127.0.0.1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Shopper> ComeAsync(PortalApp portal)
    {
        var user = await RegisterAsync(portal);
        var organisation = new Organisation { Id = TypedId.New<OrganisationId>(TimeProvider.System), Name = $"Engines of {user.UserName}", CreatedAt = user.CreatedAt };
        organisation.Memberships.Add(new Membership { OrganisationId = organisation.Id, UserId = user.Id, Role = MembershipRole.Owner, CreatedAt = user.CreatedAt });
        await using var context = Open(portal);
        context.Organisations.Add(organisation);
        await context.SaveChangesAsync(Cancellation);
        return new Shopper(portal, user.Id, organisation.Id, user.Email!);
    }

    /// <summary>Another member of his organisation, who may buy too.</summary>
    public async Task<Shopper> ColleagueAsync()
    {
        var user = await RegisterAsync(portal);
        await using var context = Open(portal);
        context.Memberships.Add(new Membership { OrganisationId = Organisation, UserId = user.Id, Role = MembershipRole.Billing, CreatedAt = user.CreatedAt });
        await context.SaveChangesAsync(Cancellation);
        return new Shopper(portal, user.Id, Organisation, user.Email!);
    }

    private static async Task<User> RegisterAsync(PortalApp portal)
    {
        var (now, number) = (TimeProvider.System.GetUtcNow(), Interlocked.Increment(ref lastNumber));
        await using var scope = portal.Services.CreateAsyncScope();
        var user = new User { Id = Guid.CreateVersion7(now), UserName = $"shopper{number}@example.com", Email = $"shopper{number}@example.com", DisplayName = "Ada", EmailConfirmed = true, CreatedAt = now };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password)).Succeeded);
        return user;
    }

    public static PortalDbContext Open(PortalApp portal) => portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    public Task<Outcome<PurchaseId>> StartAsync(string lookupKey) => StartAsync(new CheckoutWish(lookupKey));

    /// <summary>Follows a link to checkout, where the page shows a total.</summary>
    public async Task<Outcome<PurchaseId>> StartAsync(CheckoutWish wish)
    {
        var started = await portal.Services.GetRequiredService<StartCheckout>().RunAsync(UserId, wish, UserId, Cancellation);
        if (!started.IsDone)
            return started.Refusal;
        await ShownAsync(started.Value.Id, new BillingDetails { Country = "US" });
        return started.Value.Id;
    }

    /// <summary>What the page shows for the order, to a buyer of this country; while Stripe does not answer, what it showed before.</summary>
    public async Task<Money> ShownAsync(PurchaseId purchase, BillingDetails billing)
    {
        var quote = await QuoteAsync(purchase, billing);
        return quote.IsDone ? shown[purchase] = quote.Value.Due : shown.GetValueOrDefault(purchase);
    }

    public async Task<Outcome<Quote>> QuoteAsync(PurchaseId purchase, BillingDetails billing) =>
        await portal.Services.GetRequiredService<Quotes>().ForAsync(await FindAsync(purchase), billing, mayBeRemembered: false, Cancellation);

    /// <summary>Presses Pay on a page that shows the total of this country.</summary>
    public Task<Outcome<PaymentStep>> PayAsync(PurchaseId purchase, string country = "US", string name = "Ada", long? total = null) =>
        PayAsync(purchase, new BillingDetails { Name = name, Country = country }, total);

    public async Task<Outcome<PaymentStep>> PayAsync(PurchaseId purchase, BillingDetails billing, long? total = null) =>
        await PayAsync(purchase, new PayWish(billing, total ?? (await ShownAsync(purchase, billing)).MinorUnits));

    public Task<Outcome<PaymentStep>> PayAsync(PurchaseId purchase, PayWish wish) =>
        portal.Services.GetRequiredService<PayPurchase>().RunAsync(purchase, UserId, wish, UserId, Address, Cancellation);

    public EditPurchase Edit => portal.Services.GetRequiredService<EditPurchase>();

    public async Task<Purchase> FindAsync(PurchaseId id)
    {
        await using var context = Open(portal);
        return await context.Purchases.AsNoTracking().Include(purchase => purchase.Lines).SingleAsync(purchase => purchase.Id == id, Cancellation);
    }

    /// <summary>What the browser does with the secret: the card goes to Stripe.</summary>
    public Task ConfirmAsync(PaymentStep step, string card = "pm_card_visa") =>
        portal.Sandbox.PostAsync($"payment_intents/{step.ClientSecret!.Split("_secret_")[0]}/confirm", ("payment_method", card));

    public async Task PaidAsync(PurchaseId id) =>
        await Eventually.TrueAsync(async () => (await FindAsync(id)).State == PurchaseState.Paid, () => "The purchase was not paid.");
}
