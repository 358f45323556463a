using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Documents;
using PaymentPortal.Invoices;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

/// <summary>An invoice with all that its owner may ask of it.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Document">What its PDF says; null while it cannot be made.</param>
/// <param name="Charges">The attempts to pay it, the newest first.</param>
/// <param name="CreditNotes">What was taken off it.</param>
/// <param name="NeedsConfirmation">The bank of the saved card asks its holder (3D Secure).</param>
/// <param name="MayPay">The person may pay it.</param>
public sealed record InvoiceView(Invoice Invoice, InvoiceDocument? Document, IReadOnlyList<Charge> Charges, IReadOnlyList<CreditNote> CreditNotes, bool NeedsConfirmation, bool MayPay)
{
    /// <summary>A plan runs that further invoices come of.</summary>
    public bool HasPlan { get; init; }

    /// <summary>What a change that this invoice paid has made of the plan, once it is in force: "Enterprise with 3 seats"; null for any other invoice.</summary>
    public string? Changed { get; init; }

    /// <summary>What became of the total: its name, and how much.</summary>
    public (string Name, Money Amount) Settled => Invoice switch
    {
        { IsCredited: true } => ("Credited", -Invoice.Total),
        { Status: "paid" } => ("Paid", Invoice.AmountPaid),
        { Status: "void" } => ("To pay", Money.Zero(Invoice.Total.Currency)),
        { Status: "uncollectible" } => ("Not paid", Invoice.AmountDue),
        _ => ("To pay", Invoice.AmountDue),
    };

    /// <summary>What credit notes took off what was to be paid. The document of an unpaid invoice may be older than they: there it is what the total, less what is due, leaves.</summary>
    public Money TakenOff
    {
        get
        {
            var none = Money.Zero(Invoice.Total.Currency);
            return CreditNotes.Count > 0 && Invoice.Status is "open" or "uncollectible"
                ? Invoice.Total + (Document?.AppliedBalance ?? none) - Invoice.AmountPaid - Invoice.AmountDue
                : Document?.TakenOff ?? none;
        }
    }

    /// <summary>Credit notes came after the document, which stays as it was issued: each has a document of its own.</summary>
    public bool IsDocumentOlder => Document is not null && TakenOff != (Document.TakenOff ?? Money.Zero(Invoice.Total.Currency));
}

/// <summary>Reads one invoice for a member of its organisation.</summary>
internal sealed class InvoiceQuery(IDbContextFactory<PortalDbContext> contexts, InvoiceQueries invoices, InvoiceDocuments documents, BillingAccounts accounts, Catalogue catalogue)
{
    public async Task<InvoiceView?> OfUserAsync(string invoiceId, Guid userId, CancellationToken cancellationToken)
    {
        if (await invoices.OfUserAsync(invoiceId, userId, cancellationToken) is not { } invoice)
        {
            return null;
        }

        var file = await documents.EnsureAsync(invoice.Id, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var notes = await InvoiceQueries.CreditNotesOfAsync(context, [invoice], cancellationToken);
        var payments = await InvoiceAttempts.PaymentsAsync(context, invoice, notes, cancellationToken);
        var charges = await context.Charges.AsNoTracking().Where(c => c.PaymentId != null && payments.Contains(c.PaymentId)).OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Status == "succeeded").ThenByDescending(c => c.Id).ToListAsync(cancellationToken);
        var asks = await AskedPayments.Of(context).AnyAsync(p => payments.Contains(p.Id), cancellationToken);
        var account = await accounts.FindAsync(userId, cancellationToken);
        return new InvoiceView(invoice, file.IsDone ? InvoiceDocument.FromJson(file.Value.Content) : null, charges, notes, asks, account is { MayChange: true } && account.Organisation.Id == invoice.OrganisationId)
        {
            HasPlan = await context.Subscriptions.AnyAsync(s => s.CustomerId == invoice.CustomerId && SubscriptionQueries.Running.Contains(s.Status), cancellationToken),
            Changed = invoice is { Status: "paid", BillingReason: "subscription_update" } ? await ChangedAsync(context, invoice.Id, cancellationToken) : null,
        };
    }

    private async Task<string?> ChangedAsync(PortalDbContext context, string invoiceId, CancellationToken cancellationToken)
    {
        var changed = await context.Subscriptions.AsNoTracking().Include(s => s.Items).FirstOrDefaultAsync(s => s.LatestInvoiceId == invoiceId && s.PendingUntil == null, cancellationToken);
        return changed?.PlanItem is not { } plan ? null : $"{BillingWords.Name(catalogue, changed)}{(plan.Quantity == 1 ? "" : $" with {BillingWords.Seats(plan.Quantity)}")}";
    }
}
