using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Customers;
using PaymentPortal.Inbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>What the portal's own people read of payments.</summary>
internal sealed class PaymentQueries(IDbContextFactory<PortalDbContext> contexts, InboxQueries inbox, Catalogue catalogue, ReportingZone zone)
{
    /// <summary>A page of payments, from below the row with the given id in the present order.</summary>
    public async Task<Paged<PaymentRow>> ListAsync(PaymentFilter filter, PaymentOrder order, bool descending, string? after, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var payments = Where(context, filter);
        var total = await payments.CountAsync(cancellationToken);
        if (SearchText.Clean(after) is { } id && await context.Payments.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is { } cursor)
        {
            payments = Below(payments, cursor, order, descending);
        }

        var rows = await Ordered(payments, order, descending).Take(Paged<PaymentRow>.Size + 1).ToListAsync(cancellationToken);
        return Paged<PaymentRow>.Of(await RowsAsync(context, rows, cancellationToken), total, row => row.Id);
    }

    /// <summary>The payments begun last.</summary>
    public async Task<IReadOnlyList<PaymentRow>> LatestAsync(int atMost, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Ordered(context.Payments.AsNoTracking(), PaymentOrder.Created, descending: true).Take(atMost).ToListAsync(cancellationToken);
        return await RowsAsync(context, rows, cancellationToken);
    }

    /// <summary>A customer's payments, the latest first.</summary>
    public async Task<IReadOnlyList<PaymentRow>> OfCustomerAsync(string customerId, int atMost, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Ordered(context.Payments.AsNoTracking().Where(p => p.CustomerId == customerId), PaymentOrder.Created, descending: true)
            .Take(atMost).ToListAsync(cancellationToken);
        return await RowsAsync(context, rows, cancellationToken);
    }

    /// <summary>How many payments a filter lets through.</summary>
    public async Task<int> CountAsync(PaymentFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Where(context, filter).CountAsync(cancellationToken);
    }

    /// <summary>One payment with all that belongs to it; null where there is none of that id.</summary>
    public async Task<PaymentDetails?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var payment = SearchText.Clean(id) is { } clean ? await context.Payments.AsNoTracking().FirstOrDefaultAsync(p => p.Id == clean, cancellationToken) : null;
        if (payment is null)
        {
            return null;
        }

        var row = (await RowsAsync(context, [payment], cancellationToken))[0];
        var charges = await context.Charges.AsNoTracking().Where(c => c.PaymentId == id)
            .OrderBy(c => c.CreatedAt).ThenBy(c => c.Status == "succeeded").ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var invoice = await context.InvoicePayments.Where(l => l.PaymentId == id)
            .Join(context.Invoices.AsNoTracking(), l => l.InvoiceId, i => i.Id, (_, i) => i).OrderBy(i => i.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        var customer = await context.Customers.AsNoTracking().FirstOrDefaultAsync(c => c.Id == payment.CustomerId, cancellationToken);
        var entries = await inbox.OfObjectsAsync([id, .. charges.Select(c => c.Id), .. invoice is null ? [] : new[] { invoice.Id }], cancellationToken);
        var latest = entries.LastOrDefault(e => e.ObjectId == id);
        var raw = latest is null ? null : (await inbox.FindAsync(latest.Id, cancellationToken))?.Payload;
        return new PaymentDetails(payment, row, customer, charges, invoice, entries, raw);
    }

    private IQueryable<Payment> Where(PortalDbContext context, PaymentFilter filter)
    {
        var payments = context.Payments.AsNoTracking();
        if (filter.State is { } state)
        {
            payments = payments.In(state, context);
        }

        if (filter.Currency is { } currency)
        {
            payments = payments.Where(p => p.Amount.Currency == currency);
        }

        if (filter.From is { } day)
        {
            var from = zone.StartOf(day);
            payments = payments.Where(p => p.CreatedAt >= from);
        }

        if (SearchText.Clean(filter.Search) is not { } text)
        {
            return payments;
        }

        // Each part is a set of its own that is found once, whatever the number of payments.
        var number = text.ToUpperInvariant();
        var customers = context.Customers.Matching(text).Select(c => c.Id);
        var charges = context.Charges.Where(c => c.PaymentId != null && (c.Id == text || c.CardLast4 == text)).Select(c => c.PaymentId!);
        var invoices = context.InvoicePayments.Where(l => l.PaymentId != null)
            .Join(context.Invoices, l => l.InvoiceId, i => i.Id, (l, i) => new { l.PaymentId, i.Id, i.Number })
            .Where(i => i.Id == text || i.Number!.Contains(number)).Select(i => i.PaymentId!);
        return payments.Where(p => p.Id == text || customers.Contains(p.CustomerId!) || charges.Contains(p.Id) || invoices.Contains(p.Id));
    }

    private static IQueryable<Payment> Ordered(IQueryable<Payment> payments, PaymentOrder order, bool descending) => (order, descending) switch
    {
        (PaymentOrder.Amount, false) => payments.OrderBy(p => p.Amount.Currency).ThenBy(p => p.Amount.MinorUnits).ThenBy(p => p.Id),
        (PaymentOrder.Amount, true) => payments.OrderByDescending(p => p.Amount.Currency).ThenByDescending(p => p.Amount.MinorUnits).ThenByDescending(p => p.Id),
        (_, false) => payments.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id),
        (_, true) => payments.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id),
    };

    private static IQueryable<Payment> Below(IQueryable<Payment> payments, Payment cursor, PaymentOrder order, bool descending)
    {
        var (id, at, amount, currency, code) = (cursor.Id, cursor.CreatedAt, cursor.Amount.MinorUnits, cursor.Amount.Currency, cursor.Amount.Currency.Code);
        return (order, descending) switch
        {
            (PaymentOrder.Amount, false) => payments.Where(p => string.Compare((string)(object)p.Amount.Currency, code) > 0
                || (p.Amount.Currency == currency && (p.Amount.MinorUnits > amount || (p.Amount.MinorUnits == amount && string.Compare(p.Id, id) > 0)))),
            (PaymentOrder.Amount, true) => payments.Where(p => string.Compare((string)(object)p.Amount.Currency, code) < 0
                || (p.Amount.Currency == currency && (p.Amount.MinorUnits < amount || (p.Amount.MinorUnits == amount && string.Compare(p.Id, id) < 0)))),
            (_, false) => payments.Where(p => p.CreatedAt > at || (p.CreatedAt == at && string.Compare(p.Id, id) > 0)),
            (_, true) => payments.Where(p => p.CreatedAt < at || (p.CreatedAt == at && string.Compare(p.Id, id) < 0)),
        };
    }

    /// <summary>Adds to payments what stands in other tables, for all of them at once.</summary>
    private async Task<IReadOnlyList<PaymentRow>> RowsAsync(PortalDbContext context, IReadOnlyList<Payment> payments, CancellationToken cancellationToken)
    {
        var ids = payments.Select(p => p.Id).ToList();
        var customerIds = payments.Select(p => p.CustomerId).OfType<string>().Distinct().ToList();
        var customers = await context.Customers.Where(c => customerIds.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => c.Name ?? c.Email ?? c.Id, cancellationToken);
        var charges = (await context.Charges.Where(c => c.PaymentId != null && ids.Contains(c.PaymentId))
                .Select(c => new { c.PaymentId, c.CardBrand, c.CardLast4, c.CreatedAt, c.Status, Refunded = c.AmountRefunded.MinorUnits }).ToListAsync(cancellationToken))
            .ToLookup(c => c.PaymentId!);
        var invoices = (await context.InvoicePayments.Where(l => l.PaymentId != null && ids.Contains(l.PaymentId))
                .Join(context.Invoices, l => l.InvoiceId, i => i.Id, (l, i) => new
                {
                    l.PaymentId,
                    i.Number,
                    Key = context.SubscriptionItems.Where(s => s.SubscriptionId == i.SubscriptionId).OrderBy(s => s.Id).Select(s => s.LookupKey).FirstOrDefault(),
                }).ToListAsync(cancellationToken))
            .ToLookup(i => i.PaymentId!);
        return
        [
            .. from payment in payments
               let card = charges[payment.Id].MaxBy(c => (c.Status == "succeeded", c.CreatedAt))
               let invoice = invoices[payment.Id].FirstOrDefault()
               select new PaymentRow(
                   payment.Id,
                   payment.Amount,
                   PaymentStates.Word(payment, charges[payment.Id].Sum(c => c.Refunded)),
                   payment.FailureCode,
                   payment.CustomerId,
                   payment.CustomerId is { } customerId ? customers.GetValueOrDefault(customerId, customerId) : null,
                   CardText.Of(card?.CardBrand, card?.CardLast4),
                   catalogue.NameOf(invoice?.Key),
                   invoice?.Number,
                   payment.CreatedAt),
        ];
    }
}
