using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Documents;
using PaymentPortal.Invoices;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;
using static PaymentPortal.Tests.Invoices.InvoiceFiles;

namespace PaymentPortal.Tests.Invoices;

/// <summary>What an invoice's document said once, it says for ever, and only to those whom it concerns.</summary>
public sealed class InvoiceDocumentsTests(PortalOnEach portals, Databases databases) : IClassFixture<PortalOnEach>
{
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
}
