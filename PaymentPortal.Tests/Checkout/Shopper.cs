using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
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

    private Shopper(PortalApp portal, Guid userId, OrganisationId organisation, string email) => (this.portal, UserId, Organisation, Email) = (portal, userId, organisation, email);

    public Guid UserId { get; }

    public OrganisationId Organisation { get; }

    public string Email { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Shopper> ComeAsync(PortalApp portal)
    {
        var (time, number) = (TimeProvider.System, Interlocked.Increment(ref lastNumber));
        var now = time.GetUtcNow();
        await using var scope = portal.Services.CreateAsyncScope();
        var user = new User { Id = Guid.CreateVersion7(now), UserName = $"shopper{number}@example.com", Email = $"shopper{number}@example.com", DisplayName = "Ada", EmailConfirmed = true, CreatedAt = now };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password)).Succeeded);
        var organisation = new Organisation { Id = TypedId.New<OrganisationId>(time), Name = $"Engines {number}", CreatedAt = now };
        organisation.Memberships.Add(new Membership { OrganisationId = organisation.Id, UserId = user.Id, Role = MembershipRole.Owner, CreatedAt = now });
        await using var context = Open(portal);
        context.Organisations.Add(organisation);
        await context.SaveChangesAsync(Cancellation);
        return new Shopper(portal, user.Id, organisation.Id, user.Email);
    }

    public static PortalDbContext Open(PortalApp portal) => portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    public Task<Outcome<PurchaseId>> StartAsync(string lookupKey) => portal.Services.GetRequiredService<StartCheckout>().RunAsync(UserId, lookupKey, UserId, Cancellation);

    /// <summary>What the page shows for this plan and country, in minor units.</summary>
    public async Task<Money> ShownAsync(string lookupKey, string country) =>
        (await portal.Services.GetRequiredService<Quotes>().ForAsync(portal.Services.GetRequiredService<Catalogue>().Find(lookupKey)!, country, Cancellation)).Total;

    /// <summary>Presses Pay on a page that shows the total of this country.</summary>
    public async Task<Outcome<PaymentStep>> PayAsync(PurchaseId purchase, string lookupKey, string country = "US", string name = "Ada", long? shown = null) =>
        await portal.Services.GetRequiredService<PayPurchase>().RunAsync(
            purchase, UserId, new BillingDetails { Name = name, Country = country }, shown ?? (await ShownAsync(lookupKey, country)).MinorUnits, UserId, Cancellation);

    public async Task<Purchase> FindAsync(PurchaseId id)
    {
        await using var context = Open(portal);
        return await context.Purchases.AsNoTracking().SingleAsync(purchase => purchase.Id == id, Cancellation);
    }

    /// <summary>What the browser does with the secret: the card goes to Stripe.</summary>
    public Task ConfirmAsync(PaymentStep step, string card = "pm_card_visa") =>
        portal.Sandbox.PostAsync($"payment_intents/{step.ClientSecret!.Split("_secret_")[0]}/confirm", ("payment_method", card));

    public async Task PaidAsync(PurchaseId id) =>
        await Eventually.TrueAsync(async () => (await FindAsync(id)).State == PurchaseState.Paid, () => "The purchase was not paid.");
}
