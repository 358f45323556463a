using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Catalog;
using PaymentPortal.Documents;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>Writes down everything that an invoice's document says.</summary>
internal sealed class InvoiceContent(
    IDbContextFactory<PortalDbContext> contexts,
    StripeGateway gateway,
    IOptions<SellerOptions> seller,
    IOptions<PortalOptions> portal)
{
    /// <summary>The content for an invoice as Stripe holds it now; what an earlier document froze stays.</summary>
    public async Task<Outcome<InvoiceDocument>> ComposeAsync(InvoiceSnapshot invoice, InvoiceDocument? frozen, CancellationToken cancellationToken)
    {
        string? method = null;
        if (invoice.Status == "paid")
        {
            var card = await gateway.GetInvoiceCardAsync(invoice.Id, cancellationToken);
            if (!card.IsDone)
            {
                return card.Refusal;
            }

            method = CardText.Of(card.Value.Brand, card.Value.Last4);
        }

        var document = frozen ?? await FreezeAsync(invoice, cancellationToken);
        return document with
        {
            Status = StatusOf(invoice.Status),
            PaidAt = invoice.PaidAt,
            PaymentMethod = method,
            AmountPaid = invoice.AmountPaid,
            AmountDue = invoice.Status is "void" ? Money.Zero(invoice.Total.Currency) : invoice.AmountDue,
        };
    }

    private async Task<InvoiceDocument> FreezeAsync(InvoiceSnapshot invoice, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rateIds = invoice.Taxes.Concat(invoice.Lines.SelectMany(l => l.Taxes)).Select(t => t.TaxRateId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var rates = await context.TaxRates.AsNoTracking().Where(r => rateIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        if (rateIds.FirstOrDefault(id => !rates.ContainsKey(id)) is { } unknown)
        {
            throw new InvalidOperationException($"The tax rate {unknown} of invoice {invoice.Id} is not known yet.");
        }

        var from = seller.Value;
        return new InvoiceDocument
        {
            Number = invoice.Number ?? throw new InvalidOperationException($"Invoice {invoice.Id} is final but has no number."),
            Status = StatusOf(invoice.Status),
            Seller = new InvoiceParty(from.Name, from.Address, from.TaxIds, from.Email),
            Buyer = new InvoiceParty(invoice.Buyer.Name ?? invoice.Buyer.Email ?? invoice.CustomerId, AddressLines(invoice.Buyer.Address), invoice.Buyer.TaxIds, invoice.Buyer.Email),
            IssuedAt = invoice.FinalizedAt ?? invoice.CreatedAt,
            DueAt = invoice.DueAt,
            Lines = [.. invoice.Lines.Select(line => Line(line, rates))],
            Subtotal = invoice.Subtotal,
            Discounts = invoice.Discount.IsZero ? [] : [new InvoiceDiscount("Discount", invoice.Discount)],
            Taxes = [.. invoice.Taxes.Where(t => t.TaxRateId is not null).Select(t => Tax(t, rates[t.TaxRateId!]))],
            Total = invoice.Total,
            AmountPaid = invoice.AmountPaid,
            AmountDue = invoice.AmountDue,
            Footer = from.Footer,
            Branding = new InvoiceBranding(from.Accent, from.Name),
            Culture = from.Culture,
            TimeZone = portal.Value.ReportingTimeZone,
        };
    }

    private static InvoiceLine Line(InvoiceLineSnapshot line, Dictionary<string, TaxRate> rates) => new(
        line.Description,
        line.Quantity,
        line.UnitAmountDecimal is { } unit && unit == decimal.Truncate(unit) ? new Money((long)unit, line.Amount.Currency) : null,
        line.Amount,
        line.Discount.IsZero ? null : line.Discount,
        string.Join(" + ", line.Taxes.Select(t => t.TaxRateId is { } id ? $"{rates[id].Percentage:0.####}%" : "")),
        line.PeriodStart,
        line.PeriodEnd);

    private static InvoiceTax Tax(TaxSnapshot tax, TaxRate rate) =>
        new(rate.DisplayName, rate.Country, rate.Percentage, tax.Inclusive, tax.Taxable, tax.Amount);

    private static string[] AddressLines(AddressSnapshot? address) => address is null
        ? []
        : [.. new[] { address.Line1, address.Line2, $"{address.City} {address.PostalCode}".Trim(), address.State, Countries.NameOf(address.Country) }
            .Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line!)];

    private static InvoiceStatus StatusOf(string status) => status switch
    {
        "open" => InvoiceStatus.Open,
        "paid" => InvoiceStatus.Paid,
        "void" => InvoiceStatus.Void,
        "uncollectible" => InvoiceStatus.Uncollectible,
        _ => InvoiceStatus.Draft,
    };
}
