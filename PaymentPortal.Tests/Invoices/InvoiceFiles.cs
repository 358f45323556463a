using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Checkout;
using PaymentPortal.Invoices;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Invoices;

/// <summary>Invoices that are bought, and the documents that the portal keeps of them.</summary>
internal static class InvoiceFiles
{
    public const string Pro = "pro_month_usd";
    public const string Buyer = "Ada Lovelace";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Buys Pro in Britain; both documents of the invoice are there at the end.</summary>
    public static async Task<string> BuyAsync(PortalApp portal, Shopper shopper)
    {
        var (invoice, step) = await OrderAsync(portal, shopper);
        await ConfirmAsync(portal, step);
        await DocumentAsync(portal, invoice, "paid");
        return invoice;
    }

    /// <summary>Presses Pay; the card has not gone to Stripe yet, and the open invoice has its document.</summary>
    public static async Task<(string Invoice, PaymentStep Step)> OrderAsync(PortalApp portal, Shopper shopper)
    {
        var purchase = (await shopper.StartAsync(Pro)).Value;
        var step = await shopper.PayAsync(purchase, "GB", Buyer);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        var invoice = (await shopper.FindAsync(purchase)).InvoiceId!;
        await DocumentAsync(portal, invoice, "open");
        return (invoice, step.Value);
    }

    public static Task ConfirmAsync(PortalApp portal, PaymentStep step) =>
        portal.Sandbox.PostAsync($"payment_intents/{step.ClientSecret!.Split("_secret_")[0]}/confirm", ("payment_method", "pm_card_visa"));

    public static Task DocumentAsync(PortalApp portal, string invoice, string status) => Eventually.TrueAsync(
        async () => (await FilesAsync(portal, invoice)).Any(file => file.Status == status),
        () => $"Invoice {invoice} got no document as {status}: {string.Join('\n', portal.Log.Problems)}");

    /// <summary>The documents of an invoice, in the order in which they were made.</summary>
    public static async Task<IReadOnlyList<InvoiceDocumentFile>> FilesAsync(PortalApp portal, string invoice)
    {
        await using var context = Shopper.Open(portal);
        return await context.InvoiceDocuments.AsNoTracking().Where(file => file.InvoiceId == invoice).OrderBy(file => file.CreatedAt).ToListAsync(Cancellation);
    }

    public static async Task<(string Sha256, string Content)> OnlyAsync(PortalApp portal, string invoice, string status)
    {
        var file = Assert.Single(await FilesAsync(portal, invoice), file => file.Status == status);
        return (file.Sha256, file.Content);
    }

    public static async Task<byte[]> DownloadAsync(PortalApp portal, Shopper shopper, string invoice)
    {
        using var answer = await (await SignInAsync(portal, shopper)).GetAsync(PathOf(invoice), Cancellation);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsByteArrayAsync(Cancellation);
    }

    public static async Task<HttpClient> SignInAsync(PortalApp portal, Shopper shopper)
    {
        var client = portal.NewClient();
        await new Visitor(client).SignInAsync(shopper.Email, Shopper.Password);
        return client;
    }

    public static Uri PathOf(string invoice) => new($"/billing/invoices/{invoice}/pdf", UriKind.Relative);

    public static string HashOf(byte[] pdf) => Convert.ToHexStringLower(SHA256.HashData(pdf));
}
