using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Gateway.Snapshots;

namespace PaymentPortal.Credits;

/// <summary>
/// Adds the lots that a paid invoice's lines bought. Stripe says paid only when the money is sure, so that nothing is granted while a debit is on its way;
/// the line's id is the cause, so that each is granted once however often and in whatever order the invoice is told.
/// </summary>
internal sealed class GrantCredits(Catalogue catalogue, PriceKeys keys)
{
    /// <summary>Adds what is missing; the caller saves. False where the invoice bought no credits.</summary>
    public async Task<bool> AddAsync(PortalDbContext context, InvoiceSnapshot invoice, CancellationToken cancellationToken)
    {
        if (invoice is not { Status: "paid", OrganisationId: { } organisation })
        {
            return false;
        }

        var bought = invoice.Lines.Select(line => (Line: line, Pack: PackOf(line))).Where(b => b.Pack is not null && b.Line.Quantity > 0).ToList();
        var at = invoice.PaidAt ?? invoice.CreatedAt;
        foreach (var (line, pack) in bought)
        {
            if (!await context.CreditEntries.AnyAsync(e => e.Lot == line.Id && e.Cause == line.Id, cancellationToken))
            {
                context.CreditEntries.Add(new CreditEntry
                {
                    Id = CreditEntryId.From(Guid.CreateVersion7(at)),
                    OrganisationId = new OrganisationId(organisation),
                    Kind = CreditKind.Granted,
                    Amount = pack!.Credits * line.Quantity,
                    Lot = line.Id,
                    Cause = line.Id,
                    Reason = line.Quantity == 1 ? $"{pack.Name} bought" : $"{line.Quantity} × {pack.Name} bought",
                    At = at,
                    ExpiresAt = at.AddDays(pack.ExpiresAfterDays),
                    InvoiceId = invoice.Id,
                });
            }
        }

        return bought.Count > 0;
    }

    private OneTimeProduct? PackOf(InvoiceLineSnapshot line) =>
        (line.PriceId is { } price ? catalogue.FindPack(keys.KeyOf(price, null))?.Product : null) ?? catalogue.FindPackOfProduct(line.ProductId);
}
