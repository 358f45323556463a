using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Inbox;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Customers.Admin;

/// <summary>What the portal's own people read of customers, together with what these bought and paid.</summary>
internal sealed class CustomerQueries(IDbContextFactory<PortalDbContext> contexts, PaymentQueries payments, InboxQueries inbox, TaxIdQueries taxIds, Catalogue catalogue)
{
    private const int Shown = 20;
    private const int ShownAttempts = 100;
    private static readonly string[] NotBegun = ["incomplete", "incomplete_expired"];
    private static readonly string[] Running = ["active", "trialing"];
    private static readonly string[] Owing = ["past_due", "unpaid"];

    /// <summary>A page of customers, from below the row with the given id in the present order.</summary>
    public async Task<Paged<CustomerRow>> ListAsync(CustomerFilter filter, CustomerOrder order, bool descending, string? after, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var customers = Where(context, filter);
        var total = await customers.CountAsync(cancellationToken);
        if (SearchText.Clean(after) is { } id && await context.Customers.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } cursor)
        {
            customers = Below(customers, cursor, order, descending);
        }

        var rows = await Ordered(customers, order, descending).Take(Paged<CustomerRow>.Size + 1).ToListAsync(cancellationToken);
        return Paged<CustomerRow>.Of(await RowsAsync(context, rows, cancellationToken), total, row => row.Id);
    }

    /// <summary>One customer with all that belongs to it; null where there is none of that id.</summary>
    public async Task<CustomerDetails?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var customer = SearchText.Clean(id) is { } clean ? await context.Customers.AsNoTracking().FirstOrDefaultAsync(c => c.Id == clean, cancellationToken) : null;
        if (customer is null)
        {
            return null;
        }

        var organisation = customer.OrganisationId is { } organisationId
            ? await context.Organisations.Where(o => o.Id == organisationId).Select(o => o.Name).FirstOrDefaultAsync(cancellationToken)
            : null;
        var subscriptions = await context.Subscriptions.AsNoTracking().Include(s => s.Items).Where(s => s.CustomerId == id)
            .OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id).Take(Shown).AsSplitQuery().ToListAsync(cancellationToken);
        var invoices = await context.Invoices.AsNoTracking().Where(i => i.CustomerId == id)
            .OrderByDescending(i => i.CreatedAt).ThenBy(i => i.Id).Take(Shown).ToListAsync(cancellationToken);
        var entries = await inbox.OfObjectsAsync([id, .. subscriptions.Select(s => s.Id)], cancellationToken);
        var latest = entries.LastOrDefault(e => e.ObjectId == id);
        return new CustomerDetails(
            customer,
            (await RowsAsync(context, [customer], cancellationToken))[0],
            organisation,
            [.. subscriptions.Select(Line)],
            invoices,
            await payments.OfCustomerAsync(id, Shown, cancellationToken),
            entries,
            latest is null ? null : (await inbox.FindAsync(latest.Id, cancellationToken))?.Payload)
        {
            TaxIds = await taxIds.OfCustomerAsync(id, cancellationToken),
            Attempts = await AttemptsAsync(context, customer.OrganisationId, cancellationToken),
            Checkouts = await CheckoutsAsync(context, customer.OrganisationId, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<(PaymentAttempt, string)>> AttemptsAsync(PortalDbContext context, OrganisationId? organisation, CancellationToken cancellationToken)
    {
        var rows = await context.PaymentAttempts.AsNoTracking().Where(a => a.OrganisationId == organisation).OrderByDescending(a => a.At).Take(ShownAttempts)
            .Join(context.Users, a => a.UserId, u => u.Id, (attempt, user) => new { attempt, user.DisplayName }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => (r.attempt, r.DisplayName))];
    }

    private async Task<IReadOnlyList<(Purchase, string, string)>> CheckoutsAsync(PortalDbContext context, OrganisationId? organisation, CancellationToken cancellationToken)
    {
        var purchases = await context.Purchases.AsNoTracking().Include(p => p.Lines).Where(p => p.OrganisationId == organisation).OrderByDescending(p => p.CreatedAt).Take(Shown).ToListAsync(cancellationToken);
        var users = purchases.ConvertAll(p => p.UserId);
        var names = await context.Users.Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        return [.. purchases.Select(p => (p, Cart.Of(p, catalogue)?.Title ?? p.LookupKey, names[p.UserId]))];
    }

    private static IQueryable<Customer> Where(PortalDbContext context, CustomerFilter filter)
    {
        var customers = context.Customers.AsNoTracking();
        if (SearchText.Clean(filter.Search) is { } text)
        {
            customers = customers.Matching(text);
        }

        var begun = context.Subscriptions.Where(s => !NotBegun.Contains(s.Status)).Select(s => s.CustomerId);
        var owing = context.Subscriptions.Where(s => Owing.Contains(s.Status)).Select(s => s.CustomerId);
        var running = context.Subscriptions.Where(s => Running.Contains(s.Status)).Select(s => s.CustomerId);
        return filter.Standing switch
        {
            CustomerStanding.PastDue => customers.Where(c => owing.Contains(c.Id)),
            CustomerStanding.Active => customers.Where(c => running.Contains(c.Id) && !owing.Contains(c.Id)),
            CustomerStanding.Ended => customers.Where(c => begun.Contains(c.Id) && !running.Contains(c.Id) && !owing.Contains(c.Id)),
            CustomerStanding.None => customers.Where(c => !begun.Contains(c.Id)),
            _ => customers,
        };
    }

#pragma warning disable CA1304, CA1311 // The database does it, by its own rules
    private static IQueryable<Customer> Ordered(IQueryable<Customer> customers, CustomerOrder order, bool descending) => (order, descending) switch
    {
        (CustomerOrder.Name, false) => customers.OrderBy(c => (c.Name ?? c.Email ?? c.Id).ToLower()).ThenBy(c => c.Id),
        (CustomerOrder.Name, true) => customers.OrderByDescending(c => (c.Name ?? c.Email ?? c.Id).ToLower()).ThenByDescending(c => c.Id),
        (_, false) => customers.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id),
        (_, true) => customers.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id),
    };

    private static IQueryable<Customer> Below(IQueryable<Customer> customers, Customer cursor, CustomerOrder order, bool descending)
    {
        var (id, at, name) = (cursor.Id, cursor.CreatedAt, cursor.Name ?? cursor.Email ?? cursor.Id);
        return (order, descending) switch
        {
            // The database lowers both sides by the same rules
            (CustomerOrder.Name, false) => customers.Where(c => string.Compare((c.Name ?? c.Email ?? c.Id).ToLower(), EF.Parameter(name).ToLower()) > 0
                || ((c.Name ?? c.Email ?? c.Id).ToLower() == EF.Parameter(name).ToLower() && string.Compare(c.Id, id) > 0)),
            (CustomerOrder.Name, true) => customers.Where(c => string.Compare((c.Name ?? c.Email ?? c.Id).ToLower(), EF.Parameter(name).ToLower()) < 0
                || ((c.Name ?? c.Email ?? c.Id).ToLower() == EF.Parameter(name).ToLower() && string.Compare(c.Id, id) < 0)),
            (_, false) => customers.Where(c => c.CreatedAt > at || (c.CreatedAt == at && string.Compare(c.Id, id) > 0)),
            (_, true) => customers.Where(c => c.CreatedAt < at || (c.CreatedAt == at && string.Compare(c.Id, id) < 0)),
        };
    }
#pragma warning restore CA1304, CA1311

    /// <summary>Adds to customers what stands in other tables, for all of them at once.</summary>
    private async Task<IReadOnlyList<CustomerRow>> RowsAsync(PortalDbContext context, IReadOnlyList<Customer> customers, CancellationToken cancellationToken)
    {
        var ids = customers.Select(c => c.Id).ToList();
        var subscriptions = (await context.Subscriptions.AsNoTracking().Include(s => s.Items)
                .Where(s => ids.Contains(s.CustomerId) && !NotBegun.Contains(s.Status)).AsSplitQuery().ToListAsync(cancellationToken))
            .ToLookup(s => s.CustomerId);
        var paid = (await context.Charges.Where(c => c.CustomerId != null && ids.Contains(c.CustomerId) && c.Status == "succeeded")
                .GroupBy(c => new { c.CustomerId, c.Amount.Currency })
                .Select(g => new { g.Key.CustomerId, g.Key.Currency, Net = g.Sum(c => c.Amount.MinorUnits - c.AmountRefunded.MinorUnits) })
                .ToListAsync(cancellationToken))
            .ToLookup(p => p.CustomerId!);
        return
        [
            .. from customer in customers
               let theirs = subscriptions[customer.Id].OrderBy(s => Weight(s.Status)).ToList()
               select new CustomerRow(
                   customer.Id,
                   customer.Name ?? customer.Email ?? customer.Id,
                   customer.Email,
                   customer.Country,
                   theirs.FirstOrDefault()?.Status,
                   [.. theirs.Where(s => s.Status != "canceled").Select(s => Line(s).Plan).Distinct()],
                   [.. paid[customer.Id].OrderBy(p => p.Currency.Code, StringComparer.Ordinal).Select(p => new Money(p.Net, p.Currency))],
                   customer.CreatedAt,
                   customer.Deleted),
        ];
    }

    /// <summary>What is wrong comes first, then what runs, then what is over.</summary>
    private static int Weight(string status) => Owing.Contains(status) ? 0 : Running.Contains(status) ? 1 : 2;

    private SubscriptionLine Line(Subscription subscription)
    {
        var items = subscription.Items.OrderBy(i => i.Metered).ThenBy(i => i.Id, StringComparer.Ordinal).ToList();
        var first = items.FirstOrDefault();
        return new SubscriptionLine(
            subscription,
            first is null ? "No items" : catalogue.NameOf(first.LookupKey) ?? first.LookupKey ?? first.PriceId,
            first is null ? null : items.Select(i => i.RecurringAmount).Aggregate((sum, amount) => sum + amount),
            first is null ? "" : Intervals.Text(first.Interval, first.IntervalCount));
    }
}
