using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Documents;
using PaymentPortal.Invoices;
using PaymentPortal.Mail;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>Promotion codes: looked at before paying, with the reason where one does not apply.</summary>
public sealed class PromotionCodeTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_code_is_taken_off_before_tax_and_charged_as_shown(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var code = await CodeAsync(portal, [("percent_off", "20"), ("duration", "once")], ("restrictions[first_time_transaction]", "true"));
        foreach (var cart in (CheckoutWish[])[new("pro_month_usd", Add: "credits_100_usd"), new("credits_500_usd", Add: "credits_100_usd")])
        {
            var purchase = (await shopper.StartAsync(cart)).Value;
            Assert.True((await ApplyAsync(portal, shopper, purchase, code.ToLowerInvariant())).IsDone);
            var buyer = new BillingDetails { Name = "Ada", Country = "GB" };
            var quote = (await shopper.QuoteAsync(purchase, buyer)).Value!;
            Assert.Equal(cart.Price == "pro_month_usd" ? (3_180, 15_264) : (1_100, 5_280), (quote.Discount.MinorUnits, quote.Total.MinorUnits));
            var step = await shopper.PayAsync(purchase, buyer);
            Assert.True(step.IsDone, step.Refusal?.Sentence);
            var asked = await portal.Sandbox.GetAsync($"payment_intents/{step.Value.ClientSecret!.Split("_secret_")[0]}");
            Assert.Equal(quote.Total.MinorUnits, (long)asked["amount"]!);
            var (documents, invoice) = (portal.Services.GetRequiredService<InvoiceDocuments>(), (await shopper.FindAsync(purchase)).InvoiceId!);
            Outcome<InvoiceDocumentFile> file = default!;
            await Eventually.TrueAsync(async () => (file = await documents.EnsureAsync(invoice, Cancellation)).IsDone, () => $"There is no document of {invoice}: {file.Refusal?.Sentence}");
            Assert.Equal(new InvoiceDiscount($"{code}, 20% off", quote.Discount), Assert.Single(InvoiceDocument.FromJson(file.Value!.Content).Discounts));
        }
    }

    [Fact]
    public async Task A_code_for_one_invoice_waits_for_the_first_charge_after_a_trial_and_goes_to_credits_beside_it()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var code = await CodeAsync(portal, [("percent_off", "50"), ("duration", "once")]);
        var purchase = (await shopper.StartAsync(new CheckoutWish("pilot_month_usd", Seats: 2, Trial: true))).Value;
        Assert.True((await ApplyAsync(portal, shopper, purchase, code)).IsDone);
        var quote = (await shopper.QuoteAsync(purchase, new BillingDetails { Country = "GB" })).Value!;
        Assert.Equal((0, 5_880, new RenewalCode(null, 0)), (quote.Due.MinorUnits, quote.AfterTrial?.MinorUnits, quote.Renewal));
        Assert.True((await shopper.Edit.SetPackAsync(purchase, shopper.UserId, "credits_100_usd", 1, Cancellation)).IsDone);
        quote = (await shopper.QuoteAsync(purchase, new BillingDetails { Country = "GB" })).Value!;
        Assert.Equal((600, 11_760, null), (quote.Due.MinorUnits, quote.AfterTrial?.MinorUnits, quote.Renewal));
    }

    [Fact]
    public async Task Credits_that_a_code_pays_bring_their_invoice_by_mail_all_the_same()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync("credits_100_usd")).Value;
        Assert.True((await ApplyAsync(portal, shopper, purchase, await CodeAsync(portal, [("percent_off", "100"), ("duration", "once")]))).IsDone);
        Assert.Null((await shopper.PayAsync(purchase)).Value!.ClientSecret);
        await shopper.PaidAsync(purchase);
        var mailbox = portal.Services.GetRequiredService<Mailbox>();
        ReceivedMail? mail = null;
        await Eventually.TrueAsync(() => (mail = mailbox.Latest(100).SingleOrDefault(m => m.To.Contains(shopper.Email, StringComparison.Ordinal))) is not null, "The order was not confirmed by mail.");
        Assert.EndsWith(": $0.00", mail!.Subject, StringComparison.Ordinal);
        Assert.All((string[])["Once: 100 credits: $10.00", "100% off: −$10.00", "nothing was charged"], words => Assert.Contains(words, mail.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_that_does_not_apply_says_why()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var (shopper, other) = (await Shopper.ComeAsync(portal), await Shopper.ComeAsync(portal));
        var bought = (await shopper.StartAsync("credits_100_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(bought)).Value!);
        await shopper.PaidAsync(bought);
        await other.PayAsync((await other.StartAsync("credits_100_usd")).Value);
        var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
        (string, string)[] percent = [("percent_off", "20"), ("duration", "once")];
        var others = (string)Assert.Single(await portal.Sandbox.ListAsync("customers", ("email", other.Email)))["id"]!;
        await RefusedAsync("first purchase", await CodeAsync(portal, percent, ("restrictions[first_time_transaction]", "true")));
        await RefusedAsync("$500.00 or more", await CodeAsync(portal, percent, ("restrictions[minimum_amount]", "50000"), ("restrictions[minimum_amount_currency]", "usd")));
        await RefusedAsync("another customer", await CodeAsync(portal, percent, ("customer", others)));
        await RefusedAsync("cannot be used in USD", await CodeAsync(portal, [("amount_off", "500"), ("currency", "eur"), ("duration", "once")]));
        var enterprise = (string)(await portal.Sandbox.ListAsync("prices", ("lookup_keys[0]", "enterprise_month_usd")))[0]["product"]!;
        await RefusedAsync("something else than what is in this order", await CodeAsync(portal, [.. percent, ("applies_to[products][0]", enterprise)]));
        await RefusedAsync("no such code", "NOBODYKNOWS");
        await RefusedAsync("Enter the code", " ");
        var ended = await CodeAsync(portal, percent);
        await portal.Sandbox.PostAsync($"promotion_codes/{(string)Assert.Single(await portal.Sandbox.ListAsync("promotion_codes", ("code", ended)))["id"]!}", ("active", "false"));
        await RefusedAsync("no longer valid", ended);
        Assert.Null((await shopper.FindAsync(purchase)).PromotionCode);

        async Task RefusedAsync(string words, string code)
        {
            await Eventually.TrueAsync(
                async () => (await ApplyAsync(portal, shopper, purchase, code)).Refusal is { Field: "promotion_code" } refusal && refusal.Sentence.Contains(words, StringComparison.Ordinal), () => $"'{words}' was not said.");
        }
    }

    [Fact]
    public async Task Of_two_codes_that_are_written_alike_each_customer_gets_his_own()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var coupon = (string)(await portal.Sandbox.PostAsync("coupons", ("percent_off", "20"), ("duration", "once")))["id"]!;
        foreach (var shopper in (Shopper[])[await Shopper.ComeAsync(portal), await Shopper.ComeAsync(portal)])
        {
            var bought = (await shopper.StartAsync("credits_100_usd")).Value;
            await shopper.ConfirmAsync((await shopper.PayAsync(bought)).Value!);
            await shopper.PaidAsync(bought);
            var own = (string)(await portal.Sandbox.PostAsync(
                "promotion_codes", ("promotion[type]", "coupon"), ("promotion[coupon]", coupon), ("code", "ALIKE"), ("customer", (await shopper.FindAsync(bought)).CustomerId!)))["id"]!;
            var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
            Outcome applied = default!;
            await Eventually.TrueAsync(async () => (applied = await ApplyAsync(portal, shopper, purchase, "alike")).IsDone, () => applied.Refusal!.Sentence);
            Assert.Equal(own, (await shopper.FindAsync(purchase)).PromotionCodeId);
        }
    }

    private static Task<Outcome> ApplyAsync(PortalApp portal, Shopper shopper, PurchaseId purchase, string code) =>
        portal.Services.GetRequiredService<ApplyCode>().RunAsync(purchase, shopper.UserId, code, Cancellation);

    private static async Task<string> CodeAsync(PortalApp portal, (string, string)[] coupon, params (string, string)[] limits)
    {
        var made = await portal.Sandbox.PostAsync("coupons", coupon);
        return (string)(await portal.Sandbox.PostAsync("promotion_codes", [("promotion[type]", "coupon"), ("promotion[coupon]", (string)made["id"]!), .. limits]))["code"]!;
    }
}
