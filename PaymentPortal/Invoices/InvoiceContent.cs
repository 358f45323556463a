using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Catalog;
using PaymentPortal.Documents;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>Writes down everything that an invoice's document says.</summary>
internal sealed class InvoiceContent(
    IDbContextFactory<PortalDbContext> contexts,
    KnownTaxRates taxRates,
    Catalogue catalogue,
    StripeGateway gateway,
    SubscriptionGateway subscriptions,
    PromotionGateway promotions,
    IOptions<SellerOptions> seller,
    IOptions<PortalOptions> portal)
{
    /// <summary>The content for an invoice as Stripe holds it now; what an earlier document froze stays.</summary>
    public async Task<Outcome<InvoiceDocument>> ComposeAsync(InvoiceSnapshot invoice, InvoiceDocument? frozen, CancellationToken cancellationToken)
    {
        string? method = null;
        if (invoice.Status == "paid")
        {
            var paid = await gateway.GetInvoiceMethodAsync(invoice.Id, cancellationToken);
            if (!paid.IsDone)
            {
                return paid.Refusal;
            }

            method = MethodText.Of(paid.Value.Type, paid.Value.Brand, paid.Value.Last4);
        }

        if (frozen is null)
        {
            var charged = await ChargedAsync(invoice, cancellationToken);
            if (!charged.IsDone)
            {
                return charged.Refusal;
            }

            var content = await FreezeAsync(invoice, charged.Value, cancellationToken);
            if (!content.IsDone)
            {
                return content.Refusal;
            }

            frozen = content.Value;
        }

        return frozen with
        {
            Status = StatusOf(invoice.Status),
            PaidAt = invoice.PaidAt,
            PaymentMethod = method,
            TakenOff = invoice.TakenOff,
            AmountPaid = invoice.AmountPaid,
            AmountDue = invoice.Status is "void" ? Money.Zero(invoice.Total.Currency) : invoice.AmountDue,
        };
    }

    private async Task<Outcome<InvoiceDocument>> FreezeAsync(InvoiceSnapshot invoice, Dictionary<string, InvoiceLineSnapshot> charged, CancellationToken cancellationToken)
    {
        var rateIds = invoice.Taxes.Concat(invoice.Lines.SelectMany(l => l.Taxes)).Select(t => t.TaxRateId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var known = await taxRates.FindAsync(rateIds, cancellationToken);
        if (!known.IsDone)
        {
            return known.Refusal;
        }

        var discounts = await DiscountsAsync(invoice, cancellationToken);
        if (!discounts.IsDone)
        {
            return discounts.Refusal;
        }

        var running = await RunningAsync(invoice, cancellationToken);
        if (!running.IsDone)
        {
            return running.Refusal;
        }

        var rates = known.Value;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var priceIds = invoice.Lines.Select(l => l.PriceId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var prices = await context.Prices.AsNoTracking().Where(p => priceIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var earlier = await DiscountPercentAsync(context, invoice, charged, cancellationToken);
        var from = seller.Value;
        var parties = new TaxParties(Regions.InSentence(invoice.Buyer.Address?.Country, invoice.Buyer.Address?.State), from.Name, from.TaxIds, invoice.Buyer.TaxIds);
        return new InvoiceDocument
        {
            Number = invoice.Number ?? throw new InvalidOperationException($"Invoice {invoice.Id} is final but has no number."),
            Status = StatusOf(invoice.Status),
            Seller = new InvoiceParty(from.Name, from.Address, from.TaxIds, from.Email),
            Buyer = new InvoiceParty(invoice.Buyer.Name ?? invoice.Buyer.Email ?? invoice.CustomerId, AddressLines(invoice.Buyer.Address), invoice.Buyer.TaxIds, invoice.Buyer.Email),
            IssuedAt = invoice.FinalizedAt ?? invoice.CreatedAt,
            DueAt = invoice.DueAt,
            Lines = [.. invoice.Lines.Select(line => Named(Line(line, rates) with { Origin = Origin(line, rates, prices, charged) with
            {
                Use = Use(line, invoice, prices),
                Untaxed = InvoiceTaxes.Untaxed(line.Taxes, invoice, parties),
                DiscountPercent = IsRest(line) ? earlier ?? (running.Value is [{ PercentOff: { } only }] ? only : null) : null,
                DiscountAmount = !IsRest(line) ? null
                    : earlier is null && invoice.Lines.Select(l => Before(l, charged)?.Discount).FirstOrDefault(off => off is { IsZero: false }) is { } before ? before
                    : Off(line, prices, running.Value),
            } }))],
            Subtotal = invoice.Subtotal,
            Discounts = discounts.Value,
            Taxes = InvoiceTaxes.Of(invoice.Taxes, rates),
            Total = invoice.Total,
            AppliedBalance = invoice.AppliedBalance,
            CarriedOver = invoice.CarriedOver,
            AmountPaid = invoice.AmountPaid,
            AmountDue = invoice.AmountDue,
            Notes = InvoiceTaxes.Untaxed(invoice.Taxes, invoice, parties) is { } untaxed ? [untaxed] : [],
            Footer = from.Footer,
            Branding = new InvoiceBranding(from.Accent, from.Name),
            Culture = from.Culture,
            TimeZone = portal.Value.ReportingTimeZone,
        };
    }

    /// <summary>An event tells a discount's id and amount; what its customer knows it by is asked for once.</summary>
    private async Task<Outcome<IReadOnlyList<InvoiceDiscount>>> DiscountsAsync(InvoiceSnapshot invoice, CancellationToken cancellationToken)
    {
        if (invoice.Discount.IsZero)
        {
            return Array.Empty<InvoiceDiscount>();
        }

        var applied = await promotions.OfInvoiceAsync(invoice.Id, cancellationToken);
        return applied.IsDone ? applied.Value.Select(discount => new InvoiceDiscount(Name(discount), discount.Amount)).ToList() : applied.Refusal;
    }

    /// <summary>"WELCOME20, 20% off", "Launch week", "20% off".</summary>
    private static string Name(AppliedDiscount discount)
    {
        var name = discount.Code ?? discount.CouponName;
        var off = discount.PercentOff is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.####}% off") : null;
        return name is not null && off is not null && name.Contains(off, StringComparison.OrdinalIgnoreCase)
            ? name
            : string.Join(", ", new[] { name, off }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } known ? known : InvoiceDiscount.Unnamed;
    }

    private static InvoiceLine Line(InvoiceLineSnapshot line, IReadOnlyDictionary<string, TaxRate> rates) => new(
        line.Description,
        line.Quantity,
        !line.IsProration && line.UnitAmountDecimal is { } unit && unit == decimal.Truncate(unit) ? new Money((long)unit, line.Amount.Currency) : null,
        line.Amount,
        line.Discount.IsZero ? null : line.Discount,
        InvoiceTaxes.Rates(line.Taxes, rates),
        line.PeriodStart,
        line.PeriodEnd);

    /// <summary>Use is named as everywhere in the portal, anything else as by Stripe.</summary>
    private static InvoiceLine Named(InvoiceLine line) => line.Origin?.Use is { } use ? line with { Description = UseText.Of(line.Quantity, use.Name, use.UnitPrice, line.Amount.Currency) } : line;

    /// <summary>What was used, summed over the lines into which Stripe breaks one price of one period; null for what is not billed by use.</summary>
    private InvoiceLineUse? Use(InvoiceLineSnapshot line, InvoiceSnapshot invoice, Dictionary<string, Price> prices)
    {
        if (line.PriceId is not { } id || line.UnitAmountDecimal is not { } unit || catalogue.FindMeter(line.ProductId, prices.GetValueOrDefault(id)?.LookupKey) is not { } meter)
        {
            return null;
        }

        var all = invoice.Lines.Where(l => (l.PriceId, l.PeriodStart, l.PeriodEnd) == (line.PriceId, line.PeriodStart, line.PeriodEnd)).ToList();
        return new InvoiceLineUse(meter.Name, all.Sum(l => (decimal)l.Quantity), all.Where(l => l.UnitAmountDecimal == 0).Sum(l => (decimal)l.Quantity), unit);
    }

    private static InvoiceLineOrigin Origin(InvoiceLineSnapshot line, IReadOnlyDictionary<string, TaxRate> rates, Dictionary<string, Price> prices, Dictionary<string, InvoiceLineSnapshot> charged)
    {
        var price = line.PriceId is { } id ? prices.GetValueOrDefault(id) : null;
        var before = Before(line, charged);
        return new InvoiceLineOrigin
        {
            LineId = line.Id,
            ListPrice = price?.UnitAmount,
            Interval = price?.Interval?.ToString().ToLowerInvariant(),
            IntervalCount = price?.IntervalCount ?? 1,
            Proration = line.IsProration,
            Charged = before is null ? null : before.Amount - before.Discount,
            ChargedDiscount = before is { Discount.IsZero: false } ? before.Discount : null,
            ChargedFrom = before?.PeriodStart,
            ChargedUntil = before?.PeriodEnd,
            Discounts = line.Discounts,
            Taxes = InvoiceTaxes.Of(line.Taxes, rates),
        };
    }

    /// <summary>The lines of earlier invoices that this one gives something back of.</summary>
    private async Task<Outcome<Dictionary<string, InvoiceLineSnapshot>>> ChargedAsync(InvoiceSnapshot invoice, CancellationToken cancellationToken)
    {
        var lines = new Dictionary<string, InvoiceLineSnapshot>(StringComparer.Ordinal);
        foreach (var id in invoice.Lines.Select(l => l.CreditedInvoiceId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var fetched = await gateway.GetInvoiceAsync(id, cancellationToken);
            if (!fetched.IsDone)
            {
                return fetched.Refusal;
            }

            foreach (var line in fetched.Value.Snapshot.Lines.Where(l => l.Id is not null))
            {
                lines[line.Id!] = line;
            }
        }

        return lines;
    }

    private static InvoiceLineSnapshot? Before(InvoiceLineSnapshot line, Dictionary<string, InvoiceLineSnapshot> charged) =>
        line.CreditedLineIds.Select(charged.GetValueOrDefault).FirstOrDefault(known => known is not null);

    /// <summary>A line for the rest of a period does not name its discount, but what it takes the place of does: the line that charged it, or that one's own document.</summary>
    private static async Task<decimal?> DiscountPercentAsync(PortalDbContext context, InvoiceSnapshot invoice, Dictionary<string, InvoiceLineSnapshot> charged, CancellationToken cancellationToken)
    {
        foreach (var line in invoice.Lines)
        {
            if (Before(line, charged) is not { } before)
            {
                continue;
            }

            if (InvoiceDiscount.PercentOf(before.Discount, before.Amount) is { } percent)
            {
                return percent;
            }

            var content = await context.InvoiceDocuments.Where(d => d.InvoiceId == line.CreditedInvoiceId).OrderBy(d => d.CreatedAt).Select(d => d.Content).FirstOrDefaultAsync(cancellationToken);
            if (content is not null && InvoiceDocument.FromJson(content).Lines.FirstOrDefault(l => l.Origin?.LineId == before.Id)?.Origin?.DiscountPercent is { } earlier)
            {
                return earlier;
            }
        }

        return null;
    }

    /// <summary>A discount that was given after the period was charged is on no line of before, and counts in what is charged for the rest.</summary>
    private async Task<Outcome<IReadOnlyList<RunningDiscount>>> RunningAsync(InvoiceSnapshot invoice, CancellationToken cancellationToken)
    {
        if (invoice.SubscriptionId is not { } id || !invoice.Lines.Any(IsRest))
        {
            return Array.Empty<RunningDiscount>();
        }

        var renewal = await subscriptions.GetRenewalAsync(id, cancellationToken);
        return renewal.IsDone ? renewal.Value.Discounts.ToList() : renewal.Refusal;
    }

    private static bool IsRest(InvoiceLineSnapshot line) => line is { IsProration: true, Amount.MinorUnits: > 0 };

    private static Money? Off(InvoiceLineSnapshot line, Dictionary<string, Price> prices, IReadOnlyList<RunningDiscount> running)
    {
        if (running.Count == 0 || line.PriceId is not { } id || prices.GetValueOrDefault(id) is not { } price)
        {
            return null;
        }

        var whole = price.UnitAmount * line.Quantity;
        return whole - RunningDiscount.Reduced(whole, running);
    }

    public static string[] AddressLines(AddressSnapshot? address) => address is null
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
