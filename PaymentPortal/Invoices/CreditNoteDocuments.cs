using Microsoft.EntityFrameworkCore;
using PaymentPortal.Documents;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>The documents of credit notes: the parties are those of the invoice's own document, lines and sums are the note's. They are kept as those of invoices are, under the note's id.</summary>
internal sealed class CreditNoteDocuments(IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, InvoiceDocuments documents)
{
    private readonly SemaphoreSlim _maker = new(1, 1);

    /// <summary>The document of the note's present state, made where it is missing. One is made at a time: a download that comes while a mail makes it waits for it.</summary>
    public async Task<Outcome<InvoiceDocumentFile>> EnsureAsync(CreditNote note, CancellationToken cancellationToken)
    {
        if (await FindAsync(note, cancellationToken) is { } made)
        {
            return made;
        }

        await _maker.WaitAsync(cancellationToken);
        try
        {
            return await MakeAsync(note, cancellationToken);
        }
        finally
        {
            _maker.Release();
        }
    }

    private async Task<InvoiceDocumentFile?> FindAsync(CreditNote note, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.InvoiceDocuments.AsNoTracking().FirstOrDefaultAsync(d => d.InvoiceId == note.Id && d.Status == note.Status, cancellationToken);
    }

    private async Task<Outcome<InvoiceDocumentFile>> MakeAsync(CreditNote note, CancellationToken cancellationToken)
    {
        if (await FindAsync(note, cancellationToken) is { } known)
        {
            return known;
        }

        var invoice = await documents.EnsureAsync(note.InvoiceId, cancellationToken);
        if (!invoice.IsDone)
        {
            return invoice.Refusal;
        }

        var fetched = await gateway.FetchAsync("credit_note", note.Id, cancellationToken);
        if (!fetched.IsDone)
        {
            return fetched.Refusal;
        }

        var snapshot = (CreditNoteSnapshot)fetched.Value.Snapshot;
        var rateIds = snapshot.Taxes.Concat(snapshot.Lines.SelectMany(l => l.Taxes)).Select(t => t.TaxRateId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rates = await context.TaxRates.AsNoTracking().Where(r => rateIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        var of = InvoiceDocument.FromJson(invoice.Value.Content);
        var document = new InvoiceDocument
        {
            Kind = DocumentKind.CreditNote,
            ForInvoice = of.Number,
            Number = snapshot.Number,
            Status = snapshot.Status == "void" ? InvoiceStatus.Void : InvoiceStatus.Paid,
            Seller = of.Seller,
            Buyer = of.Buyer,
            IssuedAt = snapshot.CreatedAt,
            Lines =
            [
                .. snapshot.Lines.Select(line => new InvoiceLine(
                    string.IsNullOrWhiteSpace(line.Description) ? $"Credit on invoice {of.Number}" : line.Description,
                    line.Quantity,
                    line.UnitAmountDecimal is { } unit && unit == decimal.Truncate(unit) ? new Money((long)unit, line.Amount.Currency) : null,
                    line.Amount,
                    line.Discount.IsZero ? null : line.Discount,
                    InvoiceTaxes.Rates(line.Taxes, rates))),
            ],
            Subtotal = snapshot.Subtotal,
            Discounts = snapshot.Discount.IsZero ? [] : [new InvoiceDiscount(InvoiceDiscount.Unnamed, snapshot.Discount)],
            Taxes = InvoiceTaxes.Of(snapshot.Taxes, rates),
            Total = snapshot.Total,
            AmountPaid = Money.Zero(snapshot.Total.Currency),
            AmountDue = Money.Zero(snapshot.Total.Currency),
            Notes = [.. of.Notes, .. string.IsNullOrWhiteSpace(snapshot.Memo) || snapshot.Lines.Any(line => line.Description == snapshot.Memo) ? [] : (string[])[snapshot.Memo], .. snapshot.Status == "void" ? [] : Uses(snapshot)],
            Footer = of.Footer,
            Branding = of.Branding,
            Culture = of.Culture,
            TimeZone = of.TimeZone,
        };
        return await documents.StoreAsync(note.Id, snapshot.Status, document, cancellationToken);
    }

    /// <summary>Where the money goes, in sentences that sum to the note.</summary>
    private static IEnumerable<string> Uses(CreditNoteSnapshot note) =>
        from use in ((Money Amount, string Sentence)[])
        [
            (note.PrePayment, "is taken off what was still to be paid."),
            (note.Refunded, "goes back to the card or account that paid."),
            (note.Credited, "is credit, which later invoices are paid with."),
            (note.OutOfBand, "was given back in another way."),
        ]
        where !use.Amount.IsZero
        select $"{MoneyFormat.Text(use.Amount)} {use.Sentence}";
}
