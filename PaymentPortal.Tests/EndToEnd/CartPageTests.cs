using Microsoft.Playwright;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>The cart as a person edits it on the checkout page.</summary>
public sealed class CartPageTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("pro_month_usd", "the trial is over and $74.50 with the code is charged for the first time, then $149.00 per month. Cancel before, and nothing is.")]
    [InlineData("pilot_month_usd", "the trial is over and $24.50 with the code is charged for the first month, then $49.00 per month, if you have added a way to pay by then. Otherwise it ends by itself.")]
    public async Task A_code_for_one_invoice_is_told_with_the_first_charge_after_a_trial_and_what_follows(string price, string words)
    {
        var coupon = (string)(await App.Sandbox.PostAsync("coupons", ("percent_off", "50"), ("duration", "once")))["id"]!;
        var code = (string)(await App.Sandbox.PostAsync("promotion_codes", ("promotion[type]", "coupon"), ("promotion[coupon]", coupon)))["code"]!;
        var account = await Account.NewAsync(App, "US");
        var page = await SignInAsync(account.Member, $"/checkout/new?price={price}&trial=1");
        await Expect(new CheckoutScreen(page).Pay).ToHaveTextAsync("Start the trial");
        await page.GetByLabel("Promotion code").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-trial-note]")).ToContainTextAsync(words);
    }

    [Fact]
    public async Task A_code_that_an_order_became_too_small_for_is_taken_off_with_the_reason()
    {
        var coupon = await App.Sandbox.PostAsync("coupons", ("percent_off", "10"), ("duration", "once"));
        await App.Sandbox.PostAsync("promotion_codes", ("promotion[type]", "coupon"), ("promotion[coupon]", (string)coupon["id"]!), ("code", "BIGONE"), ("restrictions[minimum_amount]", "50000"), ("restrictions[minimum_amount_currency]", "usd"));
        var page = await SignInAsync(await Member.AddAsync(App), "/checkout/new?price=pro_month_usd&seats=4");
        var checkout = new CheckoutScreen(page);
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $596.00");
        await page.GetByLabel("Promotion code").FillAsync("bigone");
        await page.Keyboard.PressAsync("Enter");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $536.40");
        await page.GetByRole(AriaRole.Button, new() { Name = "Seats: one less" }).ClickAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $447.00");
        await Expect(page.Locator("#order-code-error")).ToHaveTextAsync("BIGONE is taken off. This code is for orders of $500.00 or more before tax, and this one is $447.00.");
    }

    [Fact]
    public async Task Seats_credits_code_and_tax_id_change_the_total_that_is_paid()
    {
        var coupon = await App.Sandbox.PostAsync("coupons", ("percent_off", "50"), ("duration", "once"));
        await App.Sandbox.PostAsync("promotion_codes", ("promotion[type]", "coupon"), ("promotion[coupon]", (string)coupon["id"]!), ("code", "HALF"));
        var member = await Member.AddAsync(App);
        var page = await SignInAsync(member, "/checkout/new?price=pro_month_eur&seats=2");
        var checkout = new CheckoutScreen(page);
        await Expect(checkout.Pay).ToHaveTextAsync("Pay €330.82");
        await page.GetByRole(AriaRole.Button, new() { Name = "Seats: one more" }).ClickAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay €496.23");
        await page.GetByRole(AriaRole.Button, new() { Name = "500 credits" }).ClickAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay €546.21");
        await page.GetByLabel("Promotion code").FillAsync("NOPE");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("There is no such code.")).ToBeVisibleAsync();
        await page.GetByLabel("Promotion code").FillAsync("half");
        await page.Keyboard.PressAsync("Enter");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay €273.11");
        await Expect(page.Locator("[data-renewal-note]")).ToHaveTextAsync("Then €496.23 per month with tax and without the code, until it is cancelled.");
        await SaysWrongAsync("DE 136 695 97", "€273.11");
        await SaysWrongAsync("DE 136 695 977", "€273.11");
        await page.GetByLabel("VAT or tax number").FillAsync("DE 136 695 976");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay €229.50");
        await SaysWrongAsync("DE 136 695 97", "€273.11");
        await Expect(page.GetByText("Reverse charge")).ToHaveCountAsync(0);
        await page.GetByLabel("VAT or tax number").FillAsync("DE 136 695 976");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay €229.50");
        await Expect(page.Locator("[data-error-for=tax_id]")).ToBeEmptyAsync();
        await Expect(page.Locator("[data-tax-note]")).ToContainTextAsync("Reverse charge");
        await checkout.FillAsync();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Paid. The Pro plan and 500 credits are yours" })).ToBeVisibleAsync();
        var charge = Assert.Single(await App.Sandbox.ListAsync("charges"));
        Assert.Equal((22_950, "eur"), ((long)charge["amount"]!, (string?)charge["currency"]));
        await member.HasSavedAsync(App, "4242");
        await page.GotoAsync(new Uri(App.Address, "/checkout/new?price=credits_100_usd").AbsoluteUri);
        await Expect(checkout.Name).ToHaveValueAsync("Ada Lovelace");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay €9.30");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Visa ending in 4242" })).ToBeCheckedAsync();
        await checkout.Pay.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Paid. 100 credits" })).ToBeVisibleAsync();
        Assert.Equal(2, await member.ChargesAsync(App));

        async Task SaysWrongAsync(string number, string total)
        {
            var field = page.GetByLabel("VAT or tax number");
            await field.FillAsync(number);
            await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(page.Locator("[data-error-for=tax_id]")).ToContainTextAsync("This is not a VAT number of Germany");
            await Expect(checkout.Pay).ToHaveTextAsync($"Pay {total}");
        }
    }

    [Fact]
    public async Task A_cart_changed_in_another_window_shows_here_and_a_trial_starts_without_a_card()
    {
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member, 390);
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $149.00");
        var other = await AnotherTabAsync(checkout);
        await Expect(other.Pay).ToHaveTextAsync("Pay $149.00");
        await other.Page.GetByLabel("Seats", new() { Exact = true }).FillAsync("5");
        await other.Page.Keyboard.PressAsync("Tab");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $745.00");
        await checkout.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=pilot_month_usd&trial=1").AbsoluteUri);
        await checkout.Name.FillAsync("Ada Lovelace");
        await Expect(checkout.Pay).ToHaveTextAsync("Start the trial");
        await Expect(checkout.Page.GetByText("Nothing is asked for today: the trial needs no card.")).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText("What you type goes from your browser to Stripe.")).ToBeHiddenAsync();
        await checkout.Page.GetByRole(AriaRole.Button, new() { Name = "100 credits" }).ClickAsync();
        await Expect(checkout.Page.GetByLabel("Card number")).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText("Nothing is asked for today")).ToBeHiddenAsync();
        await Expect(checkout.Page.GetByText("What you type goes from your browser to Stripe.")).ToBeVisibleAsync();
        await checkout.Page.GetByRole(AriaRole.Button, new() { Name = "Packs of 100 credits: one less" }).ClickAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Start the trial");
        await Expect(checkout.Page.GetByText("Nothing is asked for today")).ToBeVisibleAsync();
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Your trial of the Pilot plan has begun" })).ToBeVisibleAsync();
        Assert.Equal(0, await member.ChargesAsync(App));
    }

    [Theory]
    [InlineData("11")]
    [InlineData("0")]
    [InlineData("-3")]
    public async Task A_count_of_seats_that_is_not_sold_is_said_beside_it_and_not_changed(string seats)
    {
        var checkout = await CheckOutAsync(await Member.AddAsync(App));
        await checkout.FillAsync(country: "US", total: "$149.00");
        var field = checkout.Page.GetByLabel("Seats", new() { Exact = true });
        await field.FillAsync(seats);
        await checkout.Page.Keyboard.PressAsync("Tab");
        await Expect(checkout.Page.Locator("#order-seats-error")).ToHaveTextAsync("Choose between 1 and 10 seats.");
        await Expect(field).ToHaveValueAsync(seats);
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await checkout.Page.ShouldHaveNoAxeFindings();
        await checkout.Pay.ClickAsync();
        await Expect(field).ToBeFocusedAsync();
        await field.FillAsync("10");
        await checkout.Page.Keyboard.PressAsync("Tab");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $1,490.00");
        await Expect(checkout.Page.Locator("#order-seats-error")).ToBeEmptyAsync();
        await Expect(field).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Theory]
    [InlineData("pro_month_usd", "ONCE", "once", 0, "Then $149.00 per month without the code, until it is cancelled.")]
    [InlineData("pro_month_usd", "FOREVER", "forever", 0, "Then $134.10 per month with the code, until it is cancelled.")]
    [InlineData("pro_month_usd", "QUARTER", "repeating", 3, "Then $134.10 per month with the code until {until}, and $149.00 without it after that, until it is cancelled.")]
    [InlineData("pro_year_usd", "SEASON", "repeating", 3, "Then $1,490.00 per year without the code, until it is cancelled.")]
    public async Task The_price_of_further_periods_counts_a_code_as_long_as_it_lasts(string price, string code, string duration, int months, string note)
    {
        (string, string)[] length = months == 0 ? [] : [("duration_in_months", $"{months}")];
        var coupon = await App.Sandbox.PostAsync("coupons", [("percent_off", "10"), ("duration", duration), .. length]);
        await App.Sandbox.PostAsync("promotion_codes", ("promotion[type]", "coupon"), ("promotion[coupon]", (string)coupon["id"]!), ("code", code));
        var page = await SignInAsync(await Member.AddAsync(App), $"/checkout/new?price={price}");
        await new CheckoutScreen(page).Country.SelectOptionAsync("US");
        await page.GetByLabel("Promotion code").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText($"Discount, {code}")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "100 credits" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Spinbutton, new() { Name = "Packs of 100 credits" })).ToBeVisibleAsync();
        var until = TimeProvider.System.GetUtcNow().AddMonths(months).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        await Expect(page.Locator("[data-renewal-note]")).ToHaveTextAsync(note.Replace("{until}", until, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_price_after_a_trial_counts_a_code_that_lasts_longer_and_says_until_when()
    {
        var coupon = await App.Sandbox.PostAsync("coupons", ("percent_off", "10"), ("duration", "repeating"), ("duration_in_months", "3"));
        await App.Sandbox.PostAsync("promotion_codes", ("promotion[type]", "coupon"), ("promotion[coupon]", (string)coupon["id"]!), ("code", "SPRING"));
        var page = await SignInAsync(await Member.AddAsync(App), "/checkout/new?price=pilot_month_usd&trial=1");
        await new CheckoutScreen(page).Country.SelectOptionAsync("US");
        var now = TimeProvider.System.GetUtcNow();
        static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        await Expect(page.Locator("[data-trial-note]")).ToContainTextAsync($"On {Day(now.AddDays(14))} the trial is over and $49.00 per month begins");
        await page.GetByLabel("Promotion code").FillAsync("SPRING");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-trial-note]")).ToContainTextAsync($"the trial is over and $44.10 per month with the code, which lasts until {Day(now.AddMonths(3))} ($49.00 after that), begins");
    }
}
