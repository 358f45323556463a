using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>A plan that was paid is told of by two events; while somebody asks for it between them it is not missing.</summary>
public sealed class HasPlanTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_plan_that_begins_while_it_is_asked_for_is_there(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase)).Value!);
        await shopper.PaidAsync(purchase);
        var subscription = (await shopper.FindAsync(purchase)).SubscriptionId!;
        await Eventually.TrueAsync(async () => await StatusAsync() == "active", () => "The plan did not begin.");

        for (var questions = 1; questions <= 4; questions++)
        {
            await BecomesAsync("incomplete");
            Assert.True(await Purchases(questions).HasPlanAsync(shopper.Organisation, null, Cancellation), $"Told of after {questions} questions, the plan was not there.");
            await BecomesAsync("incomplete");
            Assert.True((await Offers(questions).OfUserAsync(shopper.UserId, Cancellation)).HasPlan, $"Told of after {questions} questions, the plan was offered once more.");
        }

        await BecomesAsync("active");

        PurchaseQueries Purchases(int questions)
        {
            var contexts = ToldAfter(questions);
            return new PurchaseQueries(contexts, new SubscriptionQueries(contexts));
        }

        OfferQueries Offers(int questions)
        {
            var contexts = ToldAfter(questions);
            var subscriptions = new SubscriptionQueries(contexts);
            return new OfferQueries(portal.Services.GetRequiredService<OrganisationAccess>(), subscriptions, new PurchaseQueries(contexts, subscriptions), portal.Services.GetRequiredService<Catalogue>());
        }

        Meanwhile ToldAfter(int questions) =>
            new(portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>(), questions, () => BecomesAsync("active"));

        async Task<string> StatusAsync()
        {
            await using var context = Shopper.Open(portal);
            return (await context.Subscriptions.FirstOrDefaultAsync(s => s.Id == subscription, Cancellation))?.Status ?? "";
        }

        async Task BecomesAsync(string status)
        {
            await using var context = Shopper.Open(portal);
            await context.Subscriptions.Where(s => s.Id == subscription).ExecuteUpdateAsync(s => s.SetProperty(x => x.Status, status), Cancellation);
        }
    }

    /// <summary>Contexts of which each answers one question; after so many of them something happens.</summary>
    private sealed class Meanwhile(IDbContextFactory<PortalDbContext> contexts, int questions, Func<Task> happens) : IDbContextFactory<PortalDbContext>
    {
        private int asked;

        public PortalDbContext CreateDbContext() => contexts.CreateDbContext();

        public async Task<PortalDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            if (asked++ == questions)
            {
                await happens();
            }

            return await contexts.CreateDbContextAsync(cancellationToken);
        }
    }
}
