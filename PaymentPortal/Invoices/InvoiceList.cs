using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>A page of an organisation's invoices, with the years that it has any of.</summary>
public sealed record InvoicePageView(Paged<Invoice> Page, IReadOnlyList<int> Years, IReadOnlyList<CreditNote> CreditNotes);

/// <summary>The organisation's final invoices by filter, newest first, read by key.</summary>
internal sealed class InvoiceList(IDbContextFactory<PortalDbContext> contexts, ReportingZone zone)
{
    public async Task<InvoicePageView> ReadAsync(OrganisationId organisationId, InvoiceFilter filter, string? after, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var all = InvoiceQueries.Visible(context, organisationId);
        var (first, last) = (await all.MinAsync(i => (DateTimeOffset?)i.CreatedAt, cancellationToken), await all.MaxAsync(i => (DateTimeOffset?)i.CreatedAt, cancellationToken));
        var years = first is { } from && last is { } to
            ? Enumerable.Range(zone.DayOf(from).Year, zone.DayOf(to).Year - zone.DayOf(from).Year + 1).Reverse().ToList()
            : [];
        var wanted = await NarrowAsync(all, filter, cancellationToken);
        var total = await wanted.CountAsync(cancellationToken);
        if (SearchText.Clean(after) is { } cursor && await all.FirstOrDefaultAsync(i => i.Id == cursor, cancellationToken) is { CreatedAt: var at, Number: var number })
        {
            wanted = wanted.Where(i => i.CreatedAt < at || (i.CreatedAt == at && (string.Compare(i.Number, number) < 0 || (i.Number == number && string.Compare(i.Id, cursor) > 0))));
        }

        var rows = await wanted.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Number).ThenBy(i => i.Id).Take(Paged<Invoice>.Size + 1).ToListAsync(cancellationToken);
        var page = Paged<Invoice>.Of(rows, total, i => i.Id);
        return new InvoicePageView(page, years, await InvoiceQueries.CreditNotesOfAsync(context, page.Rows, cancellationToken));
    }

    private async Task<IQueryable<Invoice>> NarrowAsync(IQueryable<Invoice> invoices, InvoiceFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Status is { } status)
        {
            invoices = invoices.Where(i => i.Status == status);
        }

        if (filter.Year is { } year)
        {
            var (from, until) = (zone.StartOf(new DateOnly(year, 1, 1)), zone.StartOf(new DateOnly(year + 1, 1, 1)));
            invoices = invoices.Where(i => i.CreatedAt >= from && i.CreatedAt < until);
        }

        if (SearchText.Clean(filter.Search) is not { } text)
        {
            return invoices;
        }

        var number = text.ToUpperInvariant();
        if (Amount(text) is not { } amount)
        {
            return invoices.Where(i => i.Number!.Contains(number));
        }

        // One amount is so many minor units in each currency.
        var narrowed = invoices.Where(i => i.Number!.Contains(number)).Select(i => i.Id);
        var currencies = await invoices.Select(i => i.Total.Currency).Distinct().ToListAsync(cancellationToken);
        foreach (var currency in currencies)
        {
            var units = amount * (currency.Exponent switch { 0 => 1m, 3 => 1000m, _ => 100m });
            if (units == decimal.Truncate(units) && Math.Abs(units) < long.MaxValue)
            {
                var minor = (long)units;
                narrowed = narrowed.Concat(invoices.Where(i => i.Total.Currency == currency && i.Total.MinorUnits == minor).Select(i => i.Id));
            }
        }

        return invoices.Where(i => narrowed.Contains(i.Id));
    }

    /// <summary>"$1,490.00", "1490" and "149,00" are amounts.</summary>
    private static decimal? Amount(string text)
    {
        var digits = string.Concat(text.Where(c => char.IsAsciiDigit(c) || c is '.' or ','));
        if (digits.Length == 0 || text.Count(char.IsLetter) > 3)
        {
            return null;
        }

        var plain = digits.Length > 3 && digits[^3] == ',' ? digits[..^3].Replace(".", "", StringComparison.Ordinal) + "." + digits[^2..] : digits.Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }
}
