using Microsoft.Playwright;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>The portal whose prices in pounds contain the tax, as it is usual towards consumers.</summary>
public sealed class InclusivePortal : IAsyncLifetime
{
    public PortalApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await PortalApp.StartAsync(new Dictionary<string, string> { ["Catalog:TaxInclusive:0"] = "gbp" });

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>What the buyer reads of a price before he pays it: whether tax is in it, what his credit pays, and why it is in another currency than he chose.</summary>
public sealed class PriceWordsTests(Browser browser, InclusivePortal portal) : CustomerTest(browser, portal.App), IClassFixture<InclusivePortal>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Tax_that_a_price_contains_is_said_and_not_added(int width, ColorScheme colours)
    {
        var member = await Member.AddAsync(App);
        var page = await SignInAsync(member, "/pricing?currency=usd", width, colours);
        await Expect(page.GetByText("Prices are without tax.")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "/pricing?currency=gbp").AbsoluteUri);
        await Expect(page.GetByText("Prices include tax: nothing comes on top.")).ToBeVisibleAsync();
        await Expect(page.GetByText("per seat and month, tax included")).ToHaveCountAsync(3);
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose Pro" }).ClickAsync();
        var checkout = new CheckoutScreen(page);
        await checkout.FillAsync(country: "GB", total: "£119.00");
        await Expect(page.Locator("[data-tax-included]")).ToHaveTextAsync("Includes £19.83 VAT 20%, United Kingdom.");
        await Expect(page.Locator("[data-tax-note]")).ToContainTextAsync("The prices contain VAT");
        await Expect(page.Locator(".sums dt")).ToHaveTextAsync(["Due today"]);
        await page.ShouldHaveNoAxeFindings();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await Expect(page.GetByText("You paid £119.00.")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "/billing").AbsoluteUri);
        await Expect(page.GetByText("1 seat, tax included")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "/billing/usage").AbsoluteUri);
        await Expect(page.GetByText("£0.00 for what was used until now, tax included. It comes with the next invoice.")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "/billing").AbsoluteUri);
        await page.Locator("a[href^='/billing/invoices/in_']").First.ClickAsync();
        await Expect(page.GetByText("Includes £19.83 VAT 20%, United Kingdom.")).ToBeVisibleAsync();
        await Expect(page.Locator(".invoice-sums dt")).ToHaveTextAsync(["Subtotal", "Total"]);
        await page.ShouldHaveNoAxeFindings();
        var text = PdfTool.Text(await (await page.Context.APIRequest.GetAsync(page.Url + "/pdf")).BodyAsync());
        Assert.Contains("Includes VAT GB 20%, on £99.17", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("Includes VAT", StringComparison.Ordinal) > text.IndexOf("Total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_that_credit_pays_is_renewed_by_the_card_that_was_chosen()
    {
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await checkout.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=credits_100_usd").AbsoluteUri);
        await checkout.FillAsync(country: "US", total: "$10.00");
        await checkout.Page.GetByLabel("Keep it for next time").CheckAsync();
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid. 100 credits" })).ToBeVisibleAsync();
        var customer = (string)(await App.Sandbox.ListAsync("customers")).Single(c => (string?)c["metadata"]?["organisation"] == member.Organisation.ToString())["id"]!;
        await App.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", "-20000"), ("currency", "usd"));
        await checkout.Page.GotoAsync(new Uri(App.Address, ProMonthly).AbsoluteUri);
        await Expect(checkout.Pay).ToHaveTextAsync("Place the order");
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        Assert.NotNull((string?)Assert.Single(await App.Sandbox.ListAsync("subscriptions", ("customer", customer)))["default_payment_method"]);
        await checkout.Page.GotoAsync(new Uri(App.Address, "/billing").AbsoluteUri);
        await Expect(checkout.Page.GetByText("You have $51.00 in credit. It is taken off your coming invoices.")).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText("No payment method is saved.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_code_with_a_minimum_counts_the_whole_cart_on_the_page_and_where_it_is_paid()
    {
        var coupon = (string)(await App.Sandbox.PostAsync("coupons", ("amount_off", "1500"), ("currency", "usd"), ("duration", "once")))["id"]!;
        await App.Sandbox.PostAsync("promotion_codes", ("promotion[type]", "coupon"), ("promotion[coupon]", coupon), ("code", "OVER300"), ("restrictions[minimum_amount]", "30000"), ("restrictions[minimum_amount_currency]", "usd"));
        var checkout = await CheckOutAsync(await Member.AddAsync(App));
        await checkout.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=pro_month_usd&add=credits_2000_usd").AbsoluteUri);
        await checkout.FillAsync(country: "US", total: "$309.00");
        await checkout.Page.GetByLabel("Promotion code").FillAsync("OVER300");
        await checkout.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $294.00");
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
    }

    [Fact]
    public async Task More_seats_than_a_plan_is_sold_with_are_said_and_not_only_cut()
    {
        var page = await SignInAsync(await Member.AddAsync(App), "/checkout/new?price=pilot_month_usd&seats=99");
        await Expect(page.Locator("[data-seats-note]")).ToHaveTextAsync("You chose 99 seats. Pilot is sold with up to 2, so that is what stands here.");
        await page.ShouldHaveNoAxeFindings();
    }

    [Fact]
    public async Task Credit_is_a_line_and_what_is_due_is_what_is_charged()
    {
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await checkout.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=credits_100_usd").AbsoluteUri);
        await checkout.FillAsync(country: "US", total: "$10.00");
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid. 100 credits" })).ToBeVisibleAsync();
        var customer = (string)(await App.Sandbox.ListAsync("customers")).Single(c => (string?)c["metadata"]?["organisation"] == member.Organisation.ToString())["id"]!;
        await App.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", "-2000"), ("currency", "usd"));

        await checkout.Page.GotoAsync(new Uri(App.Address, ProMonthly + "&seats=2").AbsoluteUri);
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $278.00");
        await Expect(checkout.Page.Locator(".order .sums dt")).ToHaveTextAsync(["Total", "Paid by your credit", "Due today"]);
        await Expect(checkout.Page.Locator("[data-balance]")).ToContainTextAsync("−$20.00");
        await checkout.Page.ShouldHaveNoAxeFindings();
        await checkout.FillCardAsync(CheckoutScreen.Pays);
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await Expect(checkout.Page.GetByText("You paid $278.00.")).ToBeVisibleAsync();
        Assert.Equal([1_000, 27_800], (await App.Sandbox.ListAsync("charges", ("customer", customer))).Select(charge => (long)charge["amount"]!).Order());
        await checkout.Page.GotoAsync(new Uri(App.Address, "/billing").AbsoluteUri);
        await checkout.Page.Locator("tr", new() { HasText = "$298.00" }).Locator("a.cell-main").ClickAsync();
        await Expect(checkout.Page.Locator(".invoice-sums dt")).ToHaveTextAsync(["Subtotal", "Total", "Paid by your credit"]);
        await checkout.Page.ShouldHaveNoAxeFindings();
        Assert.Contains("Paid by your credit", PdfTool.Text(await (await checkout.Page.Context.APIRequest.GetAsync(checkout.Page.Url + "/pdf")).BodyAsync()), StringComparison.Ordinal);

        await App.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", "-2000"), ("currency", "usd"));
        await checkout.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=credits_100_usd").AbsoluteUri);
        await Expect(checkout.Pay).ToHaveTextAsync("Place the order");
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.GetByText("Your credit paid it, and nothing was charged.")).ToBeVisibleAsync();

        // $9.58 is left then
        await App.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", "42"), ("currency", "usd"));
        await checkout.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=credits_100_usd").AbsoluteUri);
        await Expect(checkout.Page.Locator(".order .sums dt")).ToHaveTextAsync(["Total", "Paid by your credit", "Goes on the next invoice", "Due today"]);
        await Expect(checkout.Page.Locator("[data-carried-note]")).ToHaveTextAsync("$0.42 is too little to be charged now. It goes on your next invoice.");
        await Expect(checkout.Pay).ToHaveTextAsync("Place the order");
        await checkout.Page.ShouldHaveNoAxeFindings();
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid. 100 credits are yours" })).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText("Your credit paid $9.58. $0.42 is too little to be charged now and goes on your next invoice. Nothing was charged.")).ToBeVisibleAsync();
        await checkout.Page.GotoAsync(new Uri(App.Address, "/billing").AbsoluteUri);
        await checkout.Page.Locator("tbody tr").First.Locator("a.cell-main").ClickAsync();
        await Expect(checkout.Page.Locator(".invoice-sums dt")).ToHaveTextAsync(["Subtotal", "Total", "Paid by your credit", "Goes on the next invoice"]);
    }

    [Fact]
    public async Task Who_chooses_another_currency_than_he_has_paid_in_is_told_why_the_price_is_in_his()
    {
        var account = await Account.OpenAsync(App);
        await account.InvoiceAsync("paid", "subscription_create");
        var page = await SignInAsync(account.Member, "/checkout/new?price=credits_100_eur", 390);
        await Expect(page.Locator("[data-currency-note]")).ToHaveTextAsync("You chose a price in EUR. Your organisation buys in USD, and its invoices stay in one currency, so the price is in USD here.");
        await Expect(new CheckoutScreen(page).Pay).ToHaveTextAsync("Pay $10.00");
        await page.ShouldHaveNoAxeFindings();
        await page.GotoAsync(new Uri(App.Address, "/checkout/new?price=credits_100_usd").AbsoluteUri);
        await Expect(new CheckoutScreen(page).Pay).ToHaveTextAsync("Pay $10.00");
        await Expect(page.Locator("[data-currency-note]")).ToHaveCountAsync(0);
    }
}
