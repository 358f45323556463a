using System.Net;
using System.Net.Http.Json;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

public sealed class PayPurchaseTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private const string Pro = "pro_month_usd";

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Pressed_twenty_times_at_once_there_is_one_thing_to_pay(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        var presses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shopper.PayAsync(purchase)));
        Assert.All(presses, press => Assert.True(press.IsDone, press.Refusal?.Sentence));
        Assert.Equal("confirm", Assert.Single(presses.Select(press => press.Value!.Status).Distinct()));
        Assert.Single(presses.Select(press => press.Value!.ClientSecret).Distinct());
        var customer = Assert.Single(await portal.Sandbox.ListAsync("customers", ("email", shopper.Email)));
        Assert.Single(await portal.Sandbox.ListAsync("subscriptions", ("customer", (string)customer["id"]!), ("status", "all")));
        Assert.Single(await portal.Sandbox.ListAsync("payment_intents", ("customer", (string)customer["id"]!)));
        await shopper.ConfirmAsync(presses[0].Value!);
        await shopper.PaidAsync(purchase);
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync((string)customer["id"]!));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Who_buys_does_not_change_where_the_organisations_invoices_go(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var plan = (await shopper.StartAsync(Pro)).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(plan)).Value!);
        await shopper.PaidAsync(plan);
        var customer = (await shopper.FindAsync(plan)).CustomerId!;
        Assert.Equal(shopper.Email, (string?)(await portal.Sandbox.GetAsync($"customers/{customer}"))["email"]);
        await portal.Sandbox.PostAsync($"customers/{customer}", ("email", "accounts@example.com"));
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                return (await context.Customers.FindAsync([customer], TestContext.Current.CancellationToken))!.Email == "accounts@example.com";
            },
            () => "The address is not known.");
        var credits = (await shopper.StartAsync("credits_100_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(credits, name: "Ada King")).Value!);
        await shopper.PaidAsync(credits);
        var known = await portal.Sandbox.GetAsync($"customers/{customer}");
        Assert.Equal(("accounts@example.com", "Ada King"), ((string?)known["email"], (string?)known["name"]));
    }

    [Fact]
    public async Task The_organisations_invoices_go_to_who_pays_first_and_not_to_who_only_opened_checkout()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var opener = await Shopper.ComeAsync(portal);
        var payer = await opener.ColleagueAsync();
        var opened = (await opener.StartAsync(Pro)).Value;
        var purchase = (await payer.StartAsync(Pro)).Value;
        Assert.Equal(opened, purchase);
        await payer.ConfirmAsync((await payer.PayAsync(purchase)).Value!);
        await payer.PaidAsync(purchase);
        Assert.Equal(payer.Email, (string?)(await portal.Sandbox.GetAsync($"customers/{(await payer.FindAsync(purchase)).CustomerId}"))["email"]);
    }

    [Fact]
    public async Task A_plan_that_is_chosen_after_its_trial_was_opened_is_sold_without_it()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var tried = (await shopper.StartAsync(new CheckoutWish(Pro, Trial: true))).Value;
        Assert.Equal(0, (await shopper.ShownAsync(tried, new BillingDetails { Country = "US" })).MinorUnits);

        // In the meantime another plan was had, and no trial is given any more
        var pilot = (await shopper.StartAsync("pilot_month_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(pilot)).Value!);
        await shopper.PaidAsync(pilot);
        var subscription = (await shopper.FindAsync(pilot)).SubscriptionId!;
        await portal.Sandbox.DeleteAsync($"subscriptions/{subscription}");
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                return (await context.Subscriptions.FindAsync([subscription], TestContext.Current.CancellationToken))!.Status == "canceled";
            },
            () => "The end is not known.");
        Assert.Equal("trial_used", (await shopper.PayAsync(tried)).Refusal?.Code);

        var chosen = (await shopper.StartAsync(Pro)).Value;
        Assert.Equal(tried, chosen);
        var step = await shopper.PayAsync(chosen);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        await shopper.ConfirmAsync(step.Value);
        await shopper.PaidAsync(chosen);
        Assert.Contains(await portal.Sandbox.ListAsync("invoices", ("customer", (await shopper.FindAsync(chosen)).CustomerId!)), i => (long)i["amount_paid"]! == 14_900);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_changed_order_makes_the_earlier_one_unpayable(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        var first = (await shopper.PayAsync(purchase, "US")).Value!;
        var before = await shopper.FindAsync(purchase);
        var second = (await shopper.PayAsync(purchase, "GB")).Value!;
        var after = await shopper.FindAsync(purchase);
        Assert.NotEqual(before.SubscriptionId, after.SubscriptionId);
        Assert.Equal("void", (string?)(await portal.Sandbox.GetAsync($"invoices/{before.InvoiceId}"))["status"]);
        await Assert.ThrowsAnyAsync<Exception>(() => shopper.ConfirmAsync(first));
        await shopper.ConfirmAsync(second);
        await shopper.PaidAsync(purchase);
        var charge = Assert.Single(await portal.Sandbox.ListAsync("charges", ("customer", after.CustomerId!)));
        Assert.Equal(17_880, (long)charge["amount"]!);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "US")]
    [InlineData(DatabaseProvider.Sqlite, "GB")]
    [InlineData(DatabaseProvider.Postgres, "US")]
    [InlineData(DatabaseProvider.Postgres, "GB")]
    public async Task Paid_meanwhile_in_another_window_it_is_not_asked_for_again(DatabaseProvider provider, string country)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase, "US")).Value!);
        Assert.Equal(new PaymentStep("processing", null), (await shopper.PayAsync(purchase, country)).Value);
        await shopper.PaidAsync(purchase);
        Assert.Equal(new PaymentStep("processing", null), (await shopper.PayAsync(purchase, country)).Value);
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync((await shopper.FindAsync(purchase)).CustomerId));
        Assert.Equal(StartCheckout.AlreadySubscribed, (await shopper.StartAsync("enterprise_year_usd")).Refusal?.Code);
    }

    /// <summary>Both secrets were handed out; what was handed out later can be paid, what was handed out earlier no more.</summary>
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Of_two_plans_whose_secrets_are_both_out_one_can_be_paid(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var (pro, pilot) = ((await shopper.StartAsync(Pro)).Value, (await shopper.StartAsync("pilot_month_usd")).Value);
        var first = (await shopper.PayAsync(pro)).Value!;
        var second = (await shopper.PayAsync(pilot)).Value!;
        var confirmed = await Task.WhenAll(new[] { first, second }.Select(async step => await Record.ExceptionAsync(() => shopper.ConfirmAsync(step)) is null));
        Assert.Equal([false, true], confirmed);
        await shopper.PaidAsync(pilot);
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync((await shopper.FindAsync(pilot)).CustomerId));
        Assert.Equal(StartCheckout.AlreadySubscribed, (await shopper.PayAsync(pro)).Refusal?.Code);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_plan_is_not_handed_out_beside_another_that_was_just_paid(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var (pro, pilot) = ((await shopper.StartAsync(Pro)).Value, (await shopper.StartAsync("pilot_month_usd")).Value);
        var first = (await shopper.PayAsync(pro)).Value!;
        var presses = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shopper.PayAsync(pilot)));
        var paid = await Record.ExceptionAsync(() => shopper.ConfirmAsync(first)) is null;
        foreach (var press in (await presses).Where(press => press.Value?.Status == "confirm"))
        {
            paid |= await Record.ExceptionAsync(() => shopper.ConfirmAsync(press.Value!)) is null;
        }

        Assert.True(paid);
        var customers = await portal.Sandbox.ListAsync("customers", ("email", shopper.Email));
        var charges = await Task.WhenAll(customers.Select(customer => portal.Sandbox.SucceededChargesAsync((string)customer["id"]!)));
        Assert.Equal(1, charges.Sum());
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Two_plans_pressed_and_confirmed_at_once_are_charged_once_at_most(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        for (var round = 0; round < 4; round++)
        {
            var shopper = await Shopper.ComeAsync(portal);
            var orders = new[] { (Id: (await shopper.StartAsync(Pro)).Value, Key: Pro), (Id: (await shopper.StartAsync("pilot_month_usd")).Value, Key: "pilot_month_usd") };
            var confirmed = await Task.WhenAll(orders.Select(async order =>
                (await shopper.PayAsync(order.Id)).Value is { ClientSecret: not null } step && await Record.ExceptionAsync(() => shopper.ConfirmAsync(step)) is null));
            Assert.True(confirmed.Count(done => done) <= 1, "Both plans were paid.");
            var customers = await portal.Sandbox.ListAsync("customers", ("email", shopper.Email));
            var charges = await Task.WhenAll(customers.Select(customer => portal.Sandbox.SucceededChargesAsync((string)customer["id"]!)));
            Assert.Equal(confirmed.Count(done => done), charges.Sum());
        }
    }

    [Theory]
    [InlineData("usd")]
    [InlineData("eur")]
    [InlineData("gbp")]
    [InlineData("zar")]
    public async Task What_is_charged_is_what_was_shown_in_every_country(string currency)
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        foreach (var plan in (string[])["pilot_month", "enterprise_year"])
        {
            var lookupKey = $"{plan}_{currency}";
            var purchase = (await shopper.StartAsync(lookupKey)).Value;
            foreach (var country in PortalOnEach.Taxes.Select(tax => tax.Country).Append("US"))
            {
                var shown = await shopper.ShownAsync(purchase, new BillingDetails { Name = "Ada", Country = country });
                var step = await shopper.PayAsync(purchase, country);
                Assert.True(step.IsDone, step.Refusal?.Sentence);
                var asked = await portal.Sandbox.GetAsync($"payment_intents/{step.Value.ClientSecret!.Split("_secret_")[0]}");
                Assert.Equal((country, shown.MinorUnits, currency), (country, (long)asked["amount"]!, (string?)asked["currency"]));
            }
        }
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Two_windows_of_one_organisation_share_a_purchase_and_nobody_else_sees_it(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var (shopper, stranger) = (await Shopper.ComeAsync(portal), await Shopper.ComeAsync(portal));
        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shopper.StartAsync(Pro)));
        var purchase = Assert.Single(started.Select(one => one.Value).Distinct());
        Assert.Equal(PayPurchase.NotFound, (await stranger.PayAsync(purchase)).Refusal?.Code);
        Assert.Equal(PayPurchase.NotFound, (await shopper.PayAsync(PurchaseId.From(Guid.Empty), total: 14_900)).Refusal?.Code);
        Assert.Empty(await portal.Sandbox.ListAsync("customers", ("email", stranger.Email)));
    }

    [Fact]
    public async Task An_amount_that_was_not_the_one_shown_is_refused_with_the_right_one()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        var refused = await shopper.PayAsync(purchase, "GB", total: 14_900);
        Assert.Equal(("amount_changed", true), (refused.Refusal?.Code, refused.Refusal?.Sentence.Contains("$178.80", StringComparison.Ordinal)));
        Assert.Empty(await portal.Sandbox.ListAsync("customers", ("email", shopper.Email)));
        Assert.Equal("name", (await shopper.PayAsync(purchase, name: "")).Refusal?.Field);
        Assert.Equal("country", (await shopper.PayAsync(purchase, "XX", total: 14_900)).Refusal?.Field);
        Assert.Equal("unknown_price", (await shopper.StartAsync("pro_month_jpy")).Refusal?.Code);
    }

    [Fact]
    public async Task Without_the_pages_token_nothing_is_prepared()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        using var client = portal.NewClient();
        await new Visitor(client).SignInAsync(shopper.Email, Shopper.Password);
        var order = new { billing = new Dictionary<string, string> { ["name"] = "Ada", ["country"] = "US" }, expectedAmount = 14_900 };
        using var forged = await client.PostAsJsonAsync($"/checkout/{purchase}/pay", order, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Empty(await portal.Sandbox.ListAsync("customers", ("email", shopper.Email)));

        var page = await new Visitor(client).ReadAsync($"/checkout/{purchase}");
        client.DefaultRequestHeaders.Add("RequestVerificationToken", page.Split("data-antiforgery=\"")[1].Split('"')[0]);
        using var genuine = await client.PostAsJsonAsync($"/checkout/{purchase}/pay", order, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, genuine.StatusCode);
        Assert.Contains("_secret_", await genuine.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
