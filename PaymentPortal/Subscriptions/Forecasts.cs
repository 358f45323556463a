using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Puts Stripe's previews into words.</summary>
internal sealed class Forecasts(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue)
{
    public async Task<Forecast> OfAsync(Preview preview, CancellationToken cancellationToken)
    {
        var invoice = preview.Invoice;
        var ids = invoice.Lines.Select(l => l.PriceId).OfType<string>().Distinct().ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var prices = await context.Prices.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var currency = invoice.Total.Currency;
        var included = new Money(invoice.Taxes.Where(t => t.Inclusive).Sum(t => t.Amount.MinorUnits), currency);
        List<ForecastLine> lines = [.. invoice.Lines.Select(line => Line(line, line.PriceId is { } id ? prices.GetValueOrDefault(id) : null)).OrderBy(line => line.IsUse)];
        if (!invoice.LinesComplete)
        {
            // Of a preview Stripe shows ten lines, and lists no others.
            lines.Add(new ForecastLine("Further lines", preview.At, preview.At, lines.Aggregate(invoice.Subtotal, (rest, line) => rest - line.Amount), IsUse: false));
        }

        return new Forecast(
            lines,
            invoice.Discount,
            invoice.Tax - included,
            included,
            invoice.Total,
            preview.AmountDue - invoice.Total,
            preview.AmountDue,
            preview.At);
    }

    private ForecastLine Line(InvoiceLineSnapshot line, Price? price)
    {
        var meter = catalogue.FindMeter(line.ProductId, price?.LookupKey);
        return new ForecastLine(meter is null ? Text(line, price) : UseText.Of(line.Quantity, meter.Name, line.UnitAmountDecimal, line.Amount.Currency), line.PeriodStart, line.PeriodEnd, line.Amount, meter is not null);
    }

    /// <summary>"12 days of Pro × 3 not used", "Pro × 3, 1 month"; Stripe's own words where the price is none of our plans.</summary>
    private string Text(InvoiceLineSnapshot line, Price? price)
    {
        if (catalogue.NameOf(price?.LookupKey) is not { } name)
        {
            return line.Description;
        }

        var what = line.Quantity == 1 ? name : $"{name} × {line.Quantity.ToString(CultureInfo.InvariantCulture)}";
        return (line.IsProration, price) switch
        {
            (true, _) => $"{Length(line.PeriodEnd - line.PeriodStart)} of {what}{(line.Amount.MinorUnits < 0 ? " not used" : "")}",
            (_, { Interval: { } interval }) => $"{what}, 1 {Intervals.Text(interval, 1)}",
            _ => what,
        };
    }

    /// <summary>"12 days", below a day "5 hours", below an hour "20 minutes".</summary>
    private static string Length(TimeSpan span)
    {
        var (count, word) = span.TotalHours >= 24 ? (span.TotalDays, "day") : span.TotalMinutes >= 60 ? (span.TotalHours, "hour") : (span.TotalMinutes, "minute");
        var whole = Math.Max(1, (long)Math.Round(count, MidpointRounding.AwayFromZero));
        return $"{whole.ToString(CultureInfo.InvariantCulture)} {word}{(whole == 1 ? "" : "s")}";
    }
}
