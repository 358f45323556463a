using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Invoices;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;
using PaymentPortal.Subscriptions.Access;

namespace PaymentPortal.Billing;

/// <summary>What a member sees of the organisation's account.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="MayDecide">The member may change what is paid.</param>
/// <param name="Plans">The subscriptions, the running one first.</param>
/// <param name="Unpaid">Open invoices that somebody has to pay; the one of a change that waits is not among them.</param>
/// <param name="Invoices">The final ones, newest first.</param>
public sealed record BillingView(Organisation Organisation, bool MayDecide, IReadOnlyList<PlanView> Plans, IReadOnlyList<UnpaidInvoice> Unpaid, IReadOnlyList<Invoice> Invoices)
{
    /// <summary>What was taken off those invoices.</summary>
    public IReadOnlyList<CreditNote> CreditNotes { get; init; } = [];

    /// <summary>What banks were asked for and has not come yet.</summary>
    public IReadOnlyList<OnItsWayView> OnTheirWay { get; init; } = [];

    /// <summary>The open invoices whose payment somebody has to confirm to his bank.</summary>
    public IReadOnlySet<string> AskedByBank { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Orders that begin once their buyer has confirmed them to his bank.</summary>
    public IReadOnlyList<WaitingOrder> ToConfirm { get; init; } = [];

    /// <summary>Orders that wait for an admin to look at them.</summary>
    public IReadOnlyList<WaitingOrder> Held { get; init; } = [];

    /// <summary>Orders that an admin has looked at, and that can be paid.</summary>
    public IReadOnlyList<WaitingOrder> Approved { get; init; } = [];

    /// <summary>Something was ordered, and waits for somebody or for a bank.</summary>
    public bool HasOrders => OnTheirWay.Any(sent => sent.BeginsPlan) || ToConfirm.Count + Held.Count + Approved.Count > 0;

    /// <summary>How many members have a seat.</summary>
    public int SeatsGiven { get; init; }

    /// <summary>Until when the plan can be used though its payment failed; null where none did, or that day is over.</summary>
    public DateTimeOffset? GraceUntil { get; init; }

    public PlanView? Current => Plans.FirstOrDefault(plan => plan.IsRunning);
}

/// <summary>An open invoice.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Returned">The bank debit that came back, where it was tried with one.</param>
/// <param name="Order">The purchase that it is the first invoice of, where that has not begun and can be withdrawn.</param>
public sealed record UnpaidInvoice(Invoice Invoice, ReturnedDebit? Returned, PurchaseId? Order)
{
    /// <summary>Somebody, or Stripe by itself, has tried to pay it.</summary>
    public bool IsTried { get; init; }
}

/// <summary>Money that is on its way, what for, and the page that tells more.</summary>
/// <param name="Money">The money.</param>
/// <param name="InvoiceId">The invoice that it pays.</param>
/// <param name="For">What it pays: "the Pro plan", "invoice A-1".</param>
/// <param name="BeginsPlan">A plan begins with it.</param>
/// <param name="Link">The page about it.</param>
public sealed record OnItsWayView(MoneyOnItsWay Money, string InvoiceId, string For, bool BeginsPlan, string Link);

/// <summary>An order that is not paid before somebody has done something.</summary>
/// <param name="For">What it pays: "the Pro plan".</param>
/// <param name="Amount">What it comes to.</param>
/// <param name="Link">The page that says how.</param>
public sealed record WaitingOrder(string For, Money Amount, string Link);

/// <summary>A subscription with what changes it later.</summary>
public sealed record PlanView(Subscription Subscription, ComingChange? Coming)
{
    /// <summary>A pause has skipped the payment of the period that runs: when it goes on, a new one begins and is paid.</summary>
    public bool BeginsAnew { get; init; }

    /// <summary>The invoice of the period that runs was given up: it was not paid, and nobody asks for it.</summary>
    public bool IsGivenUp { get; init; }

    public bool IsRunning => SubscriptionQueries.Running.Contains(Subscription.Status);
}

internal sealed class BillingQueries(
    IDbContextFactory<PortalDbContext> contexts, OrganisationAccess organisations, SubscriptionQueries subscriptions, InvoiceQueries invoices, SentInvoices sent, MoneyOnItsWayQueries money, Catalogue catalogue,
    Entitlements entitlements)
{
    private const int MostInvoices = 100;

    public async Task<BillingView?> OfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation)
        {
            return null;
        }

        var plans = new List<PlanView>();
        foreach (var subscription in await subscriptions.OfOrganisationAsync(organisation.Id, cancellationToken))
        {
            plans.Add(new PlanView(subscription, await subscriptions.ComingChangeAsync(subscription, cancellationToken))
            {
                BeginsAnew = await subscriptions.IsSkippedAsync(subscription.Id, cancellationToken),
                IsGivenUp = await subscriptions.IsGivenUpAsync(subscription.Id, cancellationToken),
            });
        }

        var all = await invoices.OfOrganisationAsync(organisation.Id, MostInvoices, cancellationToken);
        var waiting = plans.Where(p => p.Coming is { WaitsForPayment: true }).Select(p => p.Subscription.LatestInvoiceId).ToHashSet(StringComparer.Ordinal);
        var unpaid = all.Where(i => i.Status == "open" && i.AmountDue.MinorUnits > 0 && !waiting.Contains(i.Id)).ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var onTheirWay = new List<OnItsWayView>();
        var open = new List<UnpaidInvoice>();
        foreach (var (invoice, purchase, paymentId, coming) in await sent.OfAsync(unpaid, cancellationToken))
        {
            if (coming is not null)
            {
                onTheirWay.Add(Of(purchase, invoice, coming));
                continue;
            }

            var returned = paymentId is null ? null : await money.ReturnedAsync(paymentId, cancellationToken);
            if (returned is not null || purchase is not { State: PurchaseState.Open, SubscriptionId: null })
            {
                // An order that its buyer has only left in checkout waits for nobody.
                open.Add(new UnpaidInvoice(invoice, returned, returned is not null && purchase is { State: PurchaseState.Open } ? purchase.Id : null) { IsTried = await InvoiceAttempts.AnyAsync(context, invoice, cancellationToken) });
            }
        }

        var held = await HeldAsync(context, organisation.Id, plans.Exists(p => p.IsRunning), cancellationToken);
        return new BillingView(
            organisation,
            await organisations.RefusalAsync(userId, organisation.Id, MembershipRole.Billing, cancellationToken) is null,
            [.. plans.OrderByDescending(p => p.IsRunning)],
            open,
            all)
        {
            CreditNotes = await InvoiceQueries.CreditNotesOfAsync(context, all, cancellationToken),
            OnTheirWay = onTheirWay,
            SeatsGiven = await context.Memberships.CountAsync(m => m.OrganisationId == organisation.Id && m.HasSeat, cancellationToken),
            AskedByBank = await AskedByBankAsync(context, [.. all.Where(i => i.Status == "open" && i.AmountDue.MinorUnits > 0)], cancellationToken),
            GraceUntil = await entitlements.OfAsync(organisation.Id, cancellationToken) is { Reason: AccessReason.Grace, Until: { } until } ? until : null,
            ToConfirm = await ToConfirmAsync(context, organisation.Id, cancellationToken),
            Held = [.. held[HoldState.Waiting]],
            Approved = [.. held[HoldState.Approved]],
        };
    }

    private static async Task<IReadOnlySet<string>> AskedByBankAsync(PortalDbContext context, IReadOnlyList<Invoice> open, CancellationToken cancellationToken)
    {
        var customers = open.Select(i => i.CustomerId).Distinct().ToList();
        var asked = await AskedPayments.Of(context).AsNoTracking().Where(p => customers.Contains(p.CustomerId!)).ToListAsync(cancellationToken);
        return open.Where(i => asked.Exists(p => (p.CustomerId, p.Amount) == (i.CustomerId, i.AmountDue))).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<WaitingOrder>> ToConfirmAsync(PortalDbContext context, OrganisationId organisation, CancellationToken cancellationToken)
    {
        var orders = await context.Purchases.AsNoTracking().Include(p => p.Lines).Where(p => p.OrganisationId == organisation && p.State == PurchaseState.Open)
            .Join(context.Payments.Where(payment => payment.Status == "requires_action"), p => p.PaymentId, payment => payment.Id, (purchase, payment) => new { purchase, payment.Amount })
            .ToListAsync(cancellationToken);
        return [.. orders.Select(o => new WaitingOrder(For(o.purchase) ?? "your order", o.Amount, $"/checkout/{o.purchase.Id}/complete"))];
    }

    /// <summary>What admins say of the orders as they stand. One that is being paid is told of by its payment, and no plan can be paid beside a running one.</summary>
    private async Task<ILookup<HoldState, WaitingOrder>> HeldAsync(PortalDbContext context, OrganisationId organisation, bool hasPlan, CancellationToken cancellationToken)
    {
        var orders = await context.Purchases.AsNoTracking().Include(p => p.Lines)
            .Where(p => p.OrganisationId == organisation && p.State == PurchaseState.Open
                && !context.Payments.Any(payment => payment.Id == p.PaymentId && (payment.Status == "requires_action" || payment.Status == "processing")))
            .Join(context.HeldPurchases.Where(held => held.State != HoldState.Replaced), p => p.Id, held => held.PurchaseId, (purchase, held) => new { purchase, held })
            .ToListAsync(cancellationToken);
        return orders.GroupBy(o => o.purchase.Id).Select(of => of.MaxBy(o => o.held.At)!)
            .Where(o => o.held.Lines == HeldPurchase.LinesOf(o.purchase) && !(hasPlan && Cart.Of(o.purchase, catalogue)?.Plan is not null))
            .ToLookup(o => o.held.State, o => new WaitingOrder(For(o.purchase) ?? "your order", o.held.Amount, $"/checkout/{o.purchase.Id}"));
    }

    private string? For(Purchase purchase) => Cart.Of(purchase, catalogue) is { } cart ? cart.Plan is null ? cart.Title : "the " + cart.Title : null;

    private OnItsWayView Of(Purchase? purchase, Invoice invoice, MoneyOnItsWay coming) =>
        purchase is not null && Cart.Of(purchase, catalogue) is { } cart
            ? new OnItsWayView(coming, invoice.Id, For(purchase)!, cart.Plan is not null, $"/checkout/{purchase.Id}/complete")
            : new OnItsWayView(coming, invoice.Id, $"invoice {invoice.Number}", false, $"/billing/invoices/{invoice.Id}");
}
