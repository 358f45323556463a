using System.Globalization;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Documents;
using PaymentPortal.Invoices;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Subscriptions;
using PaymentPortal.Tests.Support;
using static PaymentPortal.Tests.Invoices.InvoiceFiles;

namespace PaymentPortal.Tests.Invoices;

/// <summary>What an invoice's document says of the sale, in figures and in words.</summary>
public sealed class InvoiceWordsTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_file_prints_what_Stripe_says_of_the_invoice(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var invoice = await BuyAsync(portal, shopper);
        var pdf = await DownloadAsync(portal, shopper, invoice);
        PdfTool.Check(pdf);
        var rows = PdfTool.Text(pdf).Split('\n').Select(row => string.Join(' ', row.Split([' ', '\u00a0', '\u202f'], StringSplitOptions.RemoveEmptyEntries))).ToList();
        var stripes = await portal.Sandbox.GetAsync($"invoices/{invoice}");
        string Amount(System.Text.Json.Nodes.JsonNode? minor) => "$" + ((long)minor! / 100m).ToString("N2", CultureInfo.InvariantCulture);

        Assert.Contains(rows, row => row.EndsWith(" " + (string)stripes["number"]!, StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains(Buyer, StringComparison.Ordinal));
        var lines = stripes["lines"]!["data"]!.AsArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Single(rows, row => row.EndsWith($" 1 {Amount(line!["amount"])} 20% {Amount(line["amount"])}", StringComparison.Ordinal)));
        Assert.Contains($"Subtotal {Amount(stripes["subtotal"])}", rows);
        var tax = Assert.Single(stripes["total_taxes"]!.AsArray())!;
        Assert.Equal(2_980, (long)tax["amount"]!);
        Assert.Contains(rows, row => row.Contains("GB 20%, on " + Amount(tax["taxable_amount"]), StringComparison.Ordinal) && row.EndsWith(" " + Amount(tax["amount"]), StringComparison.Ordinal));
        Assert.Contains($"Total {Amount(stripes["total"])}", rows);
        Assert.Contains(rows, row => row.StartsWith($"{Amount(stripes["total"])} paid on ", StringComparison.Ordinal));
        Assert.Equal((17_880, "paid"), ((long)stripes["total"]!, (string?)stripes["status"]));
    }

    [Theory]
    [InlineData("DE", "DE136695976", "Reverse charge: no tax is charged, the customer in Germany accounts for it. Tax ids: customer DE136695976, seller VAT GB123456789.")]
    [InlineData("US", "", "No tax is charged: Northwind Software Ltd is not registered to collect it in the United States.")]
    public async Task A_document_without_tax_says_why_in_the_words_of_checkout(string country, string taxId, string words)
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync("credits_500_eur")).Value;
        var buyer = new BillingDetails { Name = "Ada", Country = country, TaxId = taxId };
        Assert.Equal(words, (await shopper.QuoteAsync(purchase, buyer)).Value!.TaxNote);
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase, buyer)).Value!);
        await shopper.PaidAsync(purchase);
        var invoice = (await shopper.FindAsync(purchase)).InvoiceId!;
        await DocumentAsync(portal, invoice, "paid");
        var document = InvoiceDocument.FromJson((await OnlyAsync(portal, invoice, "paid")).Content);
        Assert.Equal([words], document.Notes);
        Assert.Empty(document.Taxes);
        Assert.Equal(words, WhyCharged.Of(Assert.Single(document.Lines), TimeZoneInfo.Utc).Reasons[1].Sentence);
        var text = string.Join(' ', PdfTool.Text(await DownloadAsync(portal, shopper, invoice)).Split(['\n', ' ', '\u00a0'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("0%", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_that_the_font_lacks_are_told_once_for_an_invoice()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        var step = (await shopper.PayAsync(purchase, "GB", "\u05d0\u05d3\u05d4")).Value!;
        var invoice = (await shopper.FindAsync(purchase)).InvoiceId!;
        await DocumentAsync(portal, invoice, "open");
        await ConfirmAsync(portal, step);
        await DocumentAsync(portal, invoice, "paid");
        await (await SignInAsync(portal, shopper)).GetByteArrayAsync(new Uri($"/billing/invoices/{invoice}/receipt", UriKind.Relative), Cancellation);
        var number = InvoiceDocument.FromJson((await OnlyAsync(portal, invoice, "paid")).Content).Number;
        Assert.Single(portal.Log.Entries, entry => entry.Message.Contains($"{number} prints", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_that_a_debit_paid_names_the_account()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase)).Value!, "pm_usBankAccount_success");
        await shopper.PaidAsync(purchase);
        var invoice = (await shopper.FindAsync(purchase)).InvoiceId!;
        await DocumentAsync(portal, invoice, "paid");
        Assert.Equal("Bank account ending in 6789", InvoiceDocument.FromJson((await OnlyAsync(portal, invoice, "paid")).Content).PaymentMethod);
    }

    [Theory]
    [InlineData("percent_off", "less 30% discount", 208.60)]
    [InlineData("amount_off", "less a discount of $30.00", 268.00)]
    public async Task A_seat_that_is_added_under_a_discount_of_later_than_the_periods_charge_names_it(string kind, string off, decimal reduced)
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var tenant = await Tenant.SubscribeAsync(portal, shopper.Organisation, shopper.UserId, Pro);
        (string, string)[] amount = kind == "amount_off" ? [(kind, "3000"), ("currency", "usd")] : [(kind, "30")];
        var coupon = (string)(await portal.Sandbox.PostAsync("coupons", [.. amount, ("duration", "repeating"), ("duration_in_months", "3")]))["id"]!;
        await portal.Sandbox.PostAsync($"subscriptions/{tenant.Id}", ("discounts[0][coupon]", coupon));
        var began = DateTimeOffset.FromUnixTimeSeconds(tenant.Now);
        var days = (began.AddMonths(1) - began).Days;
        await tenant.AdvanceAsync(10);
        await tenant.ChangedAsync(Pro, 2);
        await tenant.UntilAsync(s => s.PlanItem is { Quantity: 2 }, "a seat more");
        var invoice = (string)(await tenant.LatestInvoiceAsync())["id"]!;
        await DocumentAsync(portal, invoice, "paid");
        var line = InvoiceDocument.FromJson((await OnlyAsync(portal, invoice, "paid")).Content).Lines.Single(l => l.Amount.MinorUnits > 0);
        var sentence = WhyCharged.Of(line, TimeZoneInfo.Utc).Reasons[0].Sentence;
        Assert.StartsWith(FormattableString.Invariant($"2 × Pro costs $298.00 per month, {off} = ${reduced:0.00}. From "), sentence, StringComparison.Ordinal);
        Assert.EndsWith(FormattableString.Invariant($"${reduced:0.00} × {days - 10} ÷ {days} = ${reduced * (days - 10) / days:0.00} is charged."), sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_discounted_change_is_told_with_its_discount_however_often_and_its_end_is_credited()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        await portal.Sandbox.PostAsync("coupons", ("id", "QUARTER"), ("percent_off", "25"), ("duration", "forever"));
        var tenant = await Tenant.SubscribeAsync(portal, shopper.Organisation, shopper.UserId, Pro, seats: 3, coupon: "QUARTER");
        await tenant.AdvanceAsync(12);
        await tenant.ChangedAsync("enterprise_month_usd", 3);
        await tenant.UntilAsync(s => s.PlanItem is { LookupKey: "enterprise_month_usd", Quantity: 3 }, "upgraded");
        var reasons = await ReasonsAsync();
        Assert.Contains("3 × Pro: $447.00, less 25% discount = $335.25, had been charged for ", reasons[0], StringComparison.Ordinal);
        Assert.Contains("3 × Enterprise costs $1,497.00 per month, less 25% discount = $1,122.75. From ", reasons[1], StringComparison.Ordinal);
        await tenant.AdvanceAsync(3);
        await tenant.ChangedAsync("enterprise_month_usd", 4);
        await tenant.UntilAsync(s => s.PlanItem is { Quantity: 4 }, "a seat more");
        reasons = await ReasonsAsync();
        Assert.Contains("had been charged for ", reasons[0], StringComparison.Ordinal);
        Assert.Contains("4 × Enterprise costs $1,996.00 per month, less 25% discount = $1,497.00. From ", reasons[1], StringComparison.Ordinal);

        await tenant.DoAsync<CancelSubscription>(c => c.RunAsync(tenant.UserId, tenant.Id, atOnce: true, null, null, Cancellation));
        await tenant.UntilAsync(s => s.Status == "canceled", "ended");
        var credit = await DocumentAsync();
        Assert.True(credit.IsCredited);
        Assert.All(credit.Lines, line => Assert.Null(line.UnitAmount));

        async Task<InvoiceDocument> DocumentAsync()
        {
            var invoice = (string)(await tenant.LatestInvoiceAsync())["id"]!;
            await InvoiceFiles.DocumentAsync(portal, invoice, "paid");
            return InvoiceDocument.FromJson((await OnlyAsync(portal, invoice, "paid")).Content);
        }

        async Task<List<string>> ReasonsAsync() => [.. (await DocumentAsync()).Lines.Select(line => WhyCharged.Of(line, TimeZoneInfo.Utc).Reasons[0].Sentence)];
    }
}
