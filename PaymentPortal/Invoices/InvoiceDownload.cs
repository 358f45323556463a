using System.Security.Claims;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>Hands out an invoice's PDF to members of its organisation, and to the portal's own people.</summary>
internal static class InvoiceDownload
{
    private const string Pdf = "application/pdf";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/billing/invoices/{id}/pdf", ForMemberAsync).RequireAuthorization();
        routes.MapGet("/billing/invoices/{id}/receipt", ReceiptAsync).RequireAuthorization();
        routes.MapGet("/billing/credit-notes/{id}/pdf", CreditNoteAsync).RequireAuthorization();
        routes.MapGet("/admin/invoices/{id}/pdf", ForStaffAsync).RequireAuthorization(Policies.Console);
    }

    private static async Task<IResult> ForMemberAsync(string id, ClaimsPrincipal user, InvoiceQueries queries, InvoiceDocuments documents, CancellationToken cancellationToken) =>
        user.UserId() is { } userId && await queries.OfUserAsync(id, userId, cancellationToken) is { } invoice
            ? await SendAsync(invoice, documents, cancellationToken)
            : Results.NotFound();

    private static async Task<IResult> ReceiptAsync(string id, ClaimsPrincipal user, InvoiceQueries queries, InvoiceDocuments documents, CancellationToken cancellationToken)
    {
        if (user.UserId() is not { } userId || await queries.OfUserAsync(id, userId, cancellationToken) is not { Status: "paid" } invoice)
        {
            return Results.NotFound();
        }

        var file = await documents.EnsureAsync(invoice.Id, cancellationToken);
        return file.IsDone ? Results.File(InvoiceDocuments.Receipt(file.Value), Pdf, $"receipt-{invoice.Number}.pdf") : Unavailable(file.Refusal);
    }

    private static async Task<IResult> CreditNoteAsync(string id, ClaimsPrincipal user, InvoiceQueries queries, CreditNoteDocuments notes, InvoiceDocuments documents, CancellationToken cancellationToken)
    {
        if (user.UserId() is not { } userId || await queries.CreditNoteOfUserAsync(id, userId, cancellationToken) is not { } note)
        {
            return Results.NotFound();
        }

        var file = await notes.EnsureAsync(note, cancellationToken);
        return file.IsDone ? Results.File(await documents.ReadAsync(file.Value, cancellationToken), Pdf, $"credit-note-{note.Number}.pdf") : Unavailable(file.Refusal);
    }

    private static async Task<IResult> ForStaffAsync(string id, InvoiceQueries queries, InvoiceDocuments documents, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } invoice
            ? await SendAsync(invoice, documents, cancellationToken)
            : Results.NotFound();

    private static async Task<IResult> SendAsync(Invoice invoice, InvoiceDocuments documents, CancellationToken cancellationToken)
    {
        var file = await documents.EnsureAsync(invoice.Id, cancellationToken);
        return file.IsDone
            ? Results.File(await documents.ReadAsync(file.Value, cancellationToken), Pdf, $"invoice-{invoice.Number}.pdf")
            : Unavailable(file.Refusal);
    }

    private static IResult Unavailable(Refusal refusal) => Results.Text(refusal.Sentence, statusCode: StatusCodes.Status503ServiceUnavailable);
}
