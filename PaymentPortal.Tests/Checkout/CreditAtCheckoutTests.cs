using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Documents;
using PaymentPortal.Mail;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.Invoices;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>What a customer has in credit, or still owes, is part of the total before he pays.</summary>
public sealed class CreditAtCheckoutTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Credit_pays_of_what_is_shown_and_of_what_is_charged_and_comes_back_with_a_changed_order(DatabaseProvider provider)
    {
        var (portal, shopper, customer) = await CustomerAsync(provider, -2_000);
        var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
        var quote = (await shopper.QuoteAsync(purchase, new BillingDetails { Country = "US" })).Value!;
        Assert.Equal((14_900, -2_000, 12_900), (quote.Total.MinorUnits, quote.Balance.MinorUnits, quote.Due.MinorUnits));
        var first = (await shopper.PayAsync(purchase)).Value!;
        Assert.Equal(0, await BalanceAsync(portal, customer));
        Assert.Equal(first, (await shopper.PayAsync(purchase)).Value);
        Assert.True((await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 2, TestContext.Current.CancellationToken)).IsDone);
        Assert.Equal(27_800, (await shopper.ShownAsync(purchase, new BillingDetails { Country = "US" })).MinorUnits);
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase)).Value!);
        await shopper.PaidAsync(purchase);
        var paid = await shopper.FindAsync(purchase);
        var invoice = await portal.Sandbox.GetAsync($"invoices/{paid.InvoiceId}");
        Assert.Equal((29_800L, 27_800L, 27_800L), ((long)invoice["total"]!, (long)invoice["amount_paid"]!, paid.AmountMinorUnits));
        Assert.Equal(0, await BalanceAsync(portal, customer));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_total_that_was_just_computed_is_shown_again_until_Stripe_tells_something_new_of_the_customer(DatabaseProvider provider)
    {
        var (portal, shopper, customer) = await CustomerAsync(provider, -2_000);
        var purchase = await shopper.FindAsync((await shopper.StartAsync("pro_month_usd")).Value);
        await DueBecomesAsync(12_900);
        Assert.Same(await ShowAsync(), await ShowAsync());
        await portal.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", "-1000"), ("currency", "usd"));
        await DueBecomesAsync(11_900);

        async Task<Quote> ShowAsync() => (await portal.Services.GetRequiredService<Quotes>().ForAsync(purchase, new BillingDetails { Country = "US" }, mayBeRemembered: true, TestContext.Current.CancellationToken)).Value!;

        // Within less than the time for which a total is remembered
        Task DueBecomesAsync(long due) => Eventually.TrueAsync(async () => (await ShowAsync()).Due.MinorUnits == due, () => $"The total does not become {due}.").WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(-20_000, 0, 0, -5_100)]
    [InlineData(-14_870, 0, 0, 30)]
    [InlineData(1_000, 15_900, 15_900, 0)]
    public async Task What_is_covered_begins_without_a_payment_and_what_is_owed_is_added(long balance, long shown, long charged, long left)
    {
        var (portal, shopper, customer) = await CustomerAsync(DatabaseProvider.Sqlite, balance);
        var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
        Assert.Equal(shown, (await shopper.ShownAsync(purchase, new BillingDetails { Country = "US" })).MinorUnits);
        var step = await shopper.PayAsync(purchase);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        if (charged > 0)
            await shopper.ConfirmAsync(step.Value);
        else
            Assert.Equal(new PaymentStep("processing", null), step.Value);
        await shopper.PaidAsync(purchase);
        var paid = await shopper.FindAsync(purchase);
        Assert.Equal(charged, paid.AmountMinorUnits);
        Assert.Equal(charged, (long)(await portal.Sandbox.GetAsync($"invoices/{paid.InvoiceId}"))["amount_paid"]!);
        Assert.Equal("active", (string?)(await portal.Sandbox.GetAsync($"subscriptions/{paid.SubscriptionId}"))["status"]);
        Assert.Equal(left, await BalanceAsync(portal, customer));
    }

    [Theory]
    [InlineData("pro_month_usd", -14_858, "Your purchase of Pro", "$148.58", "and nothing was charged")]
    [InlineData("credits_100_usd", -958, "settled without a payment", "$9.58", "settled: $9.58 by the credit that you had; $0.42 is too little to be charged and goes on your next invoice. Nothing was charged.")]
    public async Task A_rest_that_is_too_little_to_be_charged_is_told_before_paying_and_by_document_and_mail(string price, long balance, string subject, string credit, string words)
    {
        var (portal, shopper, customer) = await CustomerAsync(DatabaseProvider.Sqlite, balance);
        var purchase = (await shopper.StartAsync(price)).Value;
        var quote = (await shopper.QuoteAsync(purchase, new BillingDetails { Country = "US" })).Value!;
        Assert.Equal((0, balance, 42), (quote.Due.MinorUnits, quote.Balance.MinorUnits, quote.CarriedOver!.Value.MinorUnits));
        Assert.Equal(new PaymentStep("processing", null), (await shopper.PayAsync(purchase)).Value);
        await shopper.PaidAsync(purchase);
        var invoice = (await shopper.FindAsync(purchase)).InvoiceId!;
        await InvoiceFiles.DocumentAsync(portal, invoice, "paid");
        var document = InvoiceDocument.FromJson((await InvoiceFiles.OnlyAsync(portal, invoice, "paid")).Content);
        Assert.Equal((balance, 42), (document.AppliedBalance!.Value.MinorUnits, document.CarriedOver!.Value.MinorUnits));
        var rows = PdfTool.Text(await InvoiceFiles.DownloadAsync(portal, shopper, invoice)).Split('\n').Select(row => string.Join(' ', row.Split([' ', '\u00a0'], StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains($"Paid by your credit \u2212{credit}", rows);
        Assert.Contains("Goes on the next invoice \u2212$0.42", rows);
        IReadOnlyList<ReceivedMail> mails = [];
        await Eventually.TrueAsync(() => Task.FromResult((mails = [.. portal.Services.GetRequiredService<Mailbox>().Latest(100).Where(m => m.To.Contains(shopper.Email, StringComparison.Ordinal) && m.Subject.Contains(subject, StringComparison.Ordinal))]).Count > 0), () => "No mail came.");
        Assert.Contains(words, mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("Goes on the next invoice", mails[0].Text, StringComparison.Ordinal);
        Assert.Equal(42, await BalanceAsync(portal, customer));
    }

    private async Task<(PortalApp Portal, Shopper Shopper, string Customer)> CustomerAsync(DatabaseProvider provider, long balance)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var credits = (await shopper.StartAsync("credits_100_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(credits)).Value!);
        await shopper.PaidAsync(credits);
        var customer = (await shopper.FindAsync(credits)).CustomerId!;
        await portal.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", $"{balance}"), ("currency", "usd"));
        return (portal, shopper, customer);
    }

    private static async Task<long> BalanceAsync(PortalApp portal, string customer) => (long)(await portal.Sandbox.GetAsync($"customers/{customer}"))["balance"]!;
}
