using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;

namespace PaymentPortal.Invoices;

/// <summary>What a customer sees of the organisation's invoices.</summary>
internal sealed class InvoiceQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The organisation's newest final invoices. Void ones of checkouts that nobody paid are not among them: only the whole list has every number.</summary>
    public async Task<IReadOnlyList<Invoice>> OfOrganisationAsync(OrganisationId organisationId, int atMost, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Visible(context, organisationId).Where(i => i.Status != "void" || i.BillingReason != "subscription_create").OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Number).ThenBy(i => i.Id).Take(atMost).ToListAsync(cancellationToken);
    }

    /// <summary>An invoice that belongs to an organisation of the user; null for any other, as for one that does not exist.</summary>
    public async Task<Invoice?> OfUserAsync(string invoiceId, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Invoices.AsNoTracking()
            .Where(i => i.Id == invoiceId && i.Status != "draft" && context.Memberships.Any(m => m.UserId == userId && m.OrganisationId == i.OrganisationId))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A credit note of an invoice that belongs to an organisation of the user.</summary>
    public async Task<CreditNote?> CreditNoteOfUserAsync(string id, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.CreditNotes.AsNoTracking()
            .Where(n => n.Id == id && context.Invoices.Any(i => i.Id == n.InvoiceId && context.Memberships.Any(m => m.UserId == userId && m.OrganisationId == i.OrganisationId)))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What was taken off the invoices, the newest first.</summary>
    public static async Task<IReadOnlyList<CreditNote>> CreditNotesOfAsync(PortalDbContext context, IEnumerable<Invoice> invoices, CancellationToken cancellationToken)
    {
        var ids = invoices.Select(i => i.Id).ToList();
        return await context.CreditNotes.AsNoTracking().Where(n => ids.Contains(n.InvoiceId)).OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Number).ToListAsync(cancellationToken);
    }

    /// <summary>Any final invoice, for the portal's own people.</summary>
    public async Task<Invoice?> FindAsync(string invoiceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Invoices.AsNoTracking().FirstOrDefaultAsync(i => i.Id == invoiceId && i.Status != "draft", cancellationToken);
    }

    /// <summary>What an organisation sees of its invoices: every number that was given out, but for the one that waits in checkout.</summary>
    public static IQueryable<Invoice> Visible(PortalDbContext context, OrganisationId organisationId) => context.Invoices.AsNoTracking()
        .Where(i => i.OrganisationId == organisationId && i.Status != "draft"
            && !(i.BillingReason == "subscription_create" && i.Status == "open"
                && !context.Subscriptions.Any(s => s.Id == i.SubscriptionId && s.Status != "incomplete" && s.Status != "incomplete_expired")));
}
