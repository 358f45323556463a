using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Documents;
using PaymentPortal.Invoices;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Subscriptions;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Invoices;

/// <summary>What an invoice's document said once, it says for ever, and only to those whom it concerns.</summary>
public sealed class InvoiceDocumentsTests(PortalOnEach portals, Databases databases) : IClassFixture<PortalOnEach>
{
    private const string Pro = "pro_month_usd";
    private const string Buyer = "Ada Lovelace";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_open_and_the_paid_document_say_the_same_but_for_the_payment(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var invoice = await BuyAsync(portal, await Shopper.ComeAsync(portal));
        var files = await FilesAsync(portal, invoice);
        Assert.Equal(["open", "paid"], files.Select(file => file.Status));
        var (open, paid) = (InvoiceDocument.FromJson(files[0].Content), InvoiceDocument.FromJson(files[1].Content));
        Assert.Equal((InvoiceStatus.Open, 0, 17_880), (open.Status, open.AmountPaid.MinorUnits, open.AmountDue.MinorUnits));
        Assert.Equal((InvoiceStatus.Paid, 17_880, 0), (paid.Status, paid.AmountPaid.MinorUnits, paid.AmountDue.MinorUnits));
        Assert.Equal("Visa ending in 4242", paid.PaymentMethod);
        Assert.Equal(Buyer, paid.Buyer.Name);
        Assert.Equal(
            open.ToJson(),
            (paid with { Status = open.Status, PaidAt = open.PaidAt, PaymentMethod = open.PaymentMethod, AmountPaid = open.AmountPaid, AmountDue = open.AmountDue }).ToJson());
        Assert.All(files, file => Assert.Equal(file.Sha256, HashOf(File.ReadAllBytes(Path.Combine(portal.DataDirectory, file.Path)))));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_seller_who_moves_changes_no_document_that_was_begun_before(DatabaseProvider provider)
    {
        await using var copy = await databases.CopyAsync(provider);
        using var data = new TemporaryFolder();
        Shopper early, between;
        string paidBefore, openBefore;
        PaymentStep step;
        byte[] bytes;
        InvoiceDocumentFile frozen, begun;
        await using (var portal = await PortalApp.StartAsync(SoldBy("Northwind Analytics", "#0a7d55")))
        {
            early = await Shopper.ComeAsync(portal);
            between = await Shopper.ComeAsync(portal);
            paidBefore = await BuyAsync(portal, early);
            frozen = (await FilesAsync(portal, paidBefore))[^1];
            bytes = await DownloadAsync(portal, early, paidBefore);
            (openBefore, step) = await OrderAsync(portal, between);
            begun = Assert.Single(await FilesAsync(portal, openBefore));
        }

        await using var moved = await PortalApp.StartAsync(SoldBy("Southwind Holding", "#aa0000"));
        Assert.Equal(bytes, await DownloadAsync(moved, early, paidBefore));
        Assert.Equal((frozen.Sha256, frozen.Content), await OnlyAsync(moved, paidBefore, "paid"));
        Assert.Equal(frozen.Sha256, HashOf(bytes));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(data.Path, frozen.Path), Cancellation));

        await ConfirmAsync(moved, step);
        await DocumentAsync(moved, openBefore, "paid");
        Assert.Equal((begun.Sha256, begun.Content), await OnlyAsync(moved, openBefore, "open"));
        var (was, became) = (InvoiceDocument.FromJson(begun.Content), InvoiceDocument.FromJson((await OnlyAsync(moved, openBefore, "paid")).Content));
        Assert.Equal("Northwind Analytics", became.Seller.Name);
        Assert.Equal((was.Seller.Email, was.Footer, was.Branding), (became.Seller.Email, became.Footer, became.Branding));
        Assert.Equal(was.Seller.Address, became.Seller.Address);
        var text = PdfTool.Text(await DownloadAsync(moved, between, openBefore));
        Assert.Contains("Northwind Analytics", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Southwind", text, StringComparison.Ordinal);

        var late = await Shopper.ComeAsync(moved);
        Assert.Contains("Southwind Holding", PdfTool.Text(await DownloadAsync(moved, late, await BuyAsync(moved, late))), StringComparison.Ordinal);

        Dictionary<string, string> SoldBy(string name, string accent) => new(copy.Settings)
        {
            ["Data:Directory"] = data.Path,
            ["Seller:Name"] = name,
            ["Seller:Email"] = name.Split(' ')[0] + "@example.com",
            ["Seller:Address:0"] = "1 " + name + " Street",
            ["Seller:Accent"] = accent,
            ["Seller:Footer"] = name + " thanks you.",
        };
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_file_that_is_gone_is_made_again_with_the_same_hash(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var invoice = await BuyAsync(portal, shopper);
        var before = await DownloadAsync(portal, shopper, invoice);
        var file = (await FilesAsync(portal, invoice))[^1];
        File.Delete(Path.Combine(portal.DataDirectory, file.Path));
        var after = await DownloadAsync(portal, shopper, invoice);
        Assert.Equal(before, after);
        Assert.Equal(file.Sha256, HashOf(after));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_file_that_somebody_changed_is_not_handed_out_and_the_log_says_why(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var invoice = await BuyAsync(portal, shopper);
        var path = Path.Combine(portal.DataDirectory, (await FilesAsync(portal, invoice))[^1].Path);
        var genuine = await File.ReadAllBytesAsync(path, Cancellation);
        var client = await SignInAsync(portal, shopper);
        foreach (var forged in (byte[][])["%PDF-1.7 pay to another account"u8.ToArray(), [.. genuine, (byte)'\n'], genuine[..^1], []])
        {
            await File.WriteAllBytesAsync(path, forged, Cancellation);
            var logged = portal.Log.Entries.Count;
            using var answer = await client.GetAsync(PathOf(invoice), Cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(Cancellation);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Equal(-1, body.AsSpan().IndexOf("%PDF"u8));
            Assert.NotEqual("application/pdf", answer.Content.Headers.ContentType?.MediaType);
            // The purchase's mail may meet the same file at the same moment: it warns, and tries again
            var error = Assert.Single(portal.Log.Entries.Skip(logged), entry => entry is { Level: LogLevel.Error, Exception: InvalidDataException });
            Assert.Equal($"The document of invoice {invoice} is not the one that was frozen.", error.Exception!.Message);
        }
        await File.WriteAllBytesAsync(path, genuine, Cancellation);
        Assert.Equal(genuine, await DownloadAsync(portal, shopper, invoice));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Twenty_downloads_at_once_make_one_document(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var invoice = await BuyAsync(portal, shopper);
        await using (var context = Shopper.Open(portal))
            Assert.Equal(2, await context.InvoiceDocuments.Where(document => document.InvoiceId == invoice).ExecuteDeleteAsync(Cancellation));
        var client = await SignInAsync(portal, shopper);
        var problems = portal.Log.Problems.Count();
        var bodies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetByteArrayAsync(PathOf(invoice), Cancellation)));
        var file = Assert.Single(await FilesAsync(portal, invoice));
        Assert.Equal("paid", file.Status);
        Assert.All(bodies, body => Assert.Equal(file.Sha256, HashOf(body)));
        Assert.Empty(portal.Log.Problems.Skip(problems));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Members_of_others_are_told_what_is_told_of_an_unknown_invoice(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var invoice = await BuyAsync(portal, await Shopper.ComeAsync(portal));
        var stranger = await SignInAsync(portal, await Shopper.ComeAsync(portal));
        foreach (var accept in (string[])["*/*", "text/html"])
        {
            stranger.DefaultRequestHeaders.Accept.ParseAdd(accept);
            var (others, unknown) = (await AnswerAsync(invoice), await AnswerAsync("in_nothing"));
            Assert.Equal(HttpStatusCode.NotFound, others.Status);
            Assert.Equal(unknown, others);
            stranger.DefaultRequestHeaders.Accept.Clear();
        }

        async Task<(HttpStatusCode Status, string Body, string Headers)> AnswerAsync(string id)
        {
            using var answer = await stranger.GetAsync(PathOf(id), Cancellation);
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "Set-Cookie"));
            var body = (await Answer.OfAsync(answer)).Same.Replace(id, "ID", StringComparison.Ordinal);
            return (answer.StatusCode, body, string.Join('\n', headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal)));
        }
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_draft_has_no_document(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var draft = $"in_draft_{shopper.UserId:N}";
        await using (var context = Shopper.Open(portal))
        {
            var nothing = Money.Zero(PortalTables.Usd);
            context.Invoices.Add(new Invoice
            {
                Id = draft,
                CustomerId = "cus_draft",
                OrganisationId = shopper.Organisation,
                Status = "draft",
                Total = nothing,
                Tax = nothing,
                AmountPaid = nothing,
                AmountDue = nothing,
                CreatedAt = PortalTables.At(0),
            });
            await context.SaveChangesAsync(Cancellation);
        }
        using var answer = await (await SignInAsync(portal, shopper)).GetAsync(PathOf(draft), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not_final", (await portal.Services.GetRequiredService<InvoiceDocuments>().EnsureAsync(draft, Cancellation)).Refusal?.Code);
        Assert.Empty(await FilesAsync(portal, draft));
    }

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
            await InvoiceDocumentsTests.DocumentAsync(portal, invoice, "paid");
            return InvoiceDocument.FromJson((await OnlyAsync(portal, invoice, "paid")).Content);
        }

        async Task<List<string>> ReasonsAsync() => [.. (await DocumentAsync()).Lines.Select(line => WhyCharged.Of(line, TimeZoneInfo.Utc).Reasons[0].Sentence)];
    }

    /// <summary>Buys Pro in Britain; both documents of the invoice are there at the end.</summary>
    private static async Task<string> BuyAsync(PortalApp portal, Shopper shopper)
    {
        var (invoice, step) = await OrderAsync(portal, shopper);
        await ConfirmAsync(portal, step);
        await DocumentAsync(portal, invoice, "paid");
        return invoice;
    }

    /// <summary>Presses Pay; the card has not gone to Stripe yet, and the open invoice has its document.</summary>
    private static async Task<(string Invoice, PaymentStep Step)> OrderAsync(PortalApp portal, Shopper shopper)
    {
        var purchase = (await shopper.StartAsync(Pro)).Value;
        var step = await shopper.PayAsync(purchase, "GB", Buyer);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        var invoice = (await shopper.FindAsync(purchase)).InvoiceId!;
        await DocumentAsync(portal, invoice, "open");
        return (invoice, step.Value);
    }

    private static Task ConfirmAsync(PortalApp portal, PaymentStep step) =>
        portal.Sandbox.PostAsync($"payment_intents/{step.ClientSecret!.Split("_secret_")[0]}/confirm", ("payment_method", "pm_card_visa"));

    private static Task DocumentAsync(PortalApp portal, string invoice, string status) => Eventually.TrueAsync(
        async () => (await FilesAsync(portal, invoice)).Any(file => file.Status == status),
        () => $"Invoice {invoice} got no document as {status}: {string.Join('\n', portal.Log.Problems)}");

    /// <summary>The documents of an invoice, in the order in which they were made.</summary>
    private static async Task<IReadOnlyList<InvoiceDocumentFile>> FilesAsync(PortalApp portal, string invoice)
    {
        await using var context = Shopper.Open(portal);
        return await context.InvoiceDocuments.AsNoTracking().Where(file => file.InvoiceId == invoice).OrderBy(file => file.CreatedAt).ToListAsync(Cancellation);
    }

    private static async Task<(string Sha256, string Content)> OnlyAsync(PortalApp portal, string invoice, string status)
    {
        var file = Assert.Single(await FilesAsync(portal, invoice), file => file.Status == status);
        return (file.Sha256, file.Content);
    }

    private static async Task<byte[]> DownloadAsync(PortalApp portal, Shopper shopper, string invoice)
    {
        using var answer = await (await SignInAsync(portal, shopper)).GetAsync(PathOf(invoice), Cancellation);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsByteArrayAsync(Cancellation);
    }

    private static async Task<HttpClient> SignInAsync(PortalApp portal, Shopper shopper)
    {
        var client = portal.NewClient();
        await new Visitor(client).SignInAsync(shopper.Email, Shopper.Password);
        return client;
    }

    private static Uri PathOf(string invoice) => new($"/billing/invoices/{invoice}/pdf", UriKind.Relative);

    private static string HashOf(byte[] pdf) => Convert.ToHexStringLower(SHA256.HashData(pdf));
}
