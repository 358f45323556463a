using System.Security.Claims;
using PaymentPortal.Accounts;

namespace PaymentPortal.Invoices;

/// <summary>Hands out an invoice's PDF to members of its organisation, and to the portal's own people.</summary>
internal static class InvoiceDownload
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/billing/invoices/{id}/pdf", ForMemberAsync).RequireAuthorization();
        routes.MapGet("/admin/invoices/{id}/pdf", ForStaffAsync).RequireAuthorization(Policies.Console);
    }

    private static async Task<IResult> ForMemberAsync(string id, ClaimsPrincipal user, InvoiceQueries queries, InvoiceDocuments documents, CancellationToken cancellationToken) =>
        user.UserId() is { } userId && await queries.OfUserAsync(id, userId, cancellationToken) is { } invoice
            ? await SendAsync(invoice, documents, cancellationToken)
            : Results.NotFound();

    private static async Task<IResult> ForStaffAsync(string id, InvoiceQueries queries, InvoiceDocuments documents, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } invoice
            ? await SendAsync(invoice, documents, cancellationToken)
            : Results.NotFound();

    private static async Task<IResult> SendAsync(Invoice invoice, InvoiceDocuments documents, CancellationToken cancellationToken)
    {
        var file = await documents.EnsureAsync(invoice.Id, cancellationToken);
        return file.IsDone
            ? Results.File(await documents.ReadAsync(file.Value, cancellationToken), "application/pdf", $"invoice-{invoice.Number}.pdf")
            : Results.Text(file.Refusal.Sentence, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
