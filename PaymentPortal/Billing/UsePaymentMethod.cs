using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

/// <summary>An open invoice that the browser is to pay with the method: its secret is for the browser only.</summary>
internal sealed record PaymentToConfirm(string InvoiceId, string ClientSecret, Money Amount);

/// <summary>What somebody wants done with a payment method.</summary>
/// <param name="MethodId">The method; null for one that is typed in, and saved by what it pays.</param>
/// <param name="MakeDefault">The coming invoices are paid by it.</param>
/// <param name="Amount">The sum that the page shows and that is to be paid, in minor units; null where nothing is paid.</param>
/// <param name="InvoiceId">The one invoice; null for all that are open.</param>
/// <param name="Address">Where the person came from.</param>
/// <param name="ShownCustomerId">The customer whose page it is; null for the one that the person acts for.</param>
internal sealed record MethodWish(string? MethodId, bool MakeDefault, long? Amount = null, string? InvoiceId = null, string Address = "", string? ShownCustomerId = null);

/// <summary>
/// Makes a saved payment method the one that invoices are paid by, and hands out what is open, to be paid by it at once. The money moves when the browser confirms the invoice's own payment intent: one for each
/// invoice, so that a second press or a second window cannot pay twice. A new card is saved by that payment, and not before it, so that its bank asks once.
/// </summary>
internal sealed class UsePaymentMethod(
    IDbContextFactory<PortalDbContext> contexts, BillingAccounts accounts, BillingGateway gateway, CheckoutGateway checkout, SubscriptionGateway subscriptions, WeighAttempt weigh, Catalogue catalogue, StripePatience patience, InboxStore inbox)
{
    /// <summary>Why no bank account pays a change of plan.</summary>
    public const string ChangeByCard = "A change is yours as soon as it is paid, and a bank account takes days to pay. Pay it by card.";

    /// <summary>Begins to save a method, for whoever the invoice is of, or the page was shown for; gives the secret for the browser.</summary>
    public async Task<Outcome<string>> StartAsync(Guid userId, string? invoiceId, string? shownCustomerId, string address, CancellationToken cancellationToken)
    {
        var customer = await accounts.CustomerToPayAsync(userId, invoiceId, shownCustomerId, cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        var (organisation, country, currency) = await PayerAsync(customer.Value, cancellationToken);
        return await weigh.SaveCardAsync(new AttemptQuestion(userId, organisation, address, Money.Zero(currency), country), cancellationToken) is { } stopped
            ? stopped
            : await patience.RunAsync(waiting => gateway.StartSetupAsync(customer.Value, waiting), cancellationToken);
    }

    /// <summary>Notes a method that was just saved, makes it the default where asked, and gives the payments to confirm: of one invoice, of all that are open, or none.</summary>
    public async Task<Outcome<IReadOnlyList<PaymentToConfirm>>> RunAsync(Guid userId, MethodWish wish, CancellationToken cancellationToken)
    {
        var customer = await accounts.CustomerToPayAsync(userId, wish.InvoiceId, wish.ShownCustomerId, cancellationToken);
        return customer.IsDone ? await patience.RunAsync(waiting => UseAsync(userId, customer.Value, wish, waiting), cancellationToken) : customer.Refusal;
    }

    private async Task<Outcome<IReadOnlyList<PaymentToConfirm>>> UseAsync(Guid userId, string customerId, MethodWish wish, CancellationToken cancellationToken)
    {
        if (wish.MethodId is not { } methodId)
        {
            return await PaymentsAsync(userId, customerId, wish, null, cancellationToken);
        }

        var method = await gateway.GetMethodAsync(methodId, cancellationToken);
        if (!method.IsDone)
        {
            return method.Refusal;
        }

        if (method.Value.Snapshot.CustomerId != customerId)
        {
            return new Refusal("unknown_method", "This payment method is no longer there. Choose another.");
        }

        await inbox.AddAsync(method.Value, "payment_method", cancellationToken);
        var payments = await PaymentsAsync(userId, customerId, wish, method.Value.Snapshot, cancellationToken);
        if (!payments.IsDone)
        {
            return payments.Refusal;
        }

        if (wish.MakeDefault && await MakeDefaultAsync(customerId, methodId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return payments;
    }

    private async Task<Outcome<IReadOnlyList<PaymentToConfirm>>> PaymentsAsync(
        Guid userId, string customerId, MethodWish wish, PaymentMethodSnapshot? method, CancellationToken cancellationToken)
    {
        var payments = new List<PaymentToConfirm>();
        if (wish.Amount is null)
        {
            return payments;
        }

        var (organisation, country, _) = await PayerAsync(customerId, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var invoice in await OpenInvoices.ToPayAsync(context, customerId, wish.InvoiceId, cancellationToken))
        {
            var open = await gateway.GetInvoiceToPayAsync(invoice.Id, cancellationToken);
            if (!open.IsDone)
            {
                return open.Refusal;
            }

            await inbox.AddAsync(open.Value.Answer, "invoice", cancellationToken);
            if (open.Value.IsPayable)
            {
                if (MethodText.IsDebit(method?.Type) && await IsChangeAsync(context, invoice.Id, cancellationToken))
                {
                    return new Refusal("by_card", ChangeByCard);
                }

                var asked = new AttemptQuestion(userId, organisation, wish.Address, open.Value.Answer.Snapshot.AmountDue, country)
                {
                    InvoiceId = invoice.Id,
                    Card = (method?.CardFingerprint, method?.CardCountry),
                };
                var weighed = await weigh.RunAsync(asked, cancellationToken);
                if (weighed.IsDone && method is null && await KeepAsync(open.Value, weighed.Value, cancellationToken) is { } unkept)
                {
                    return unkept;
                }

                if ((weighed.Refusal ?? await weigh.HandOutAsync(weighed.Value!, open.Value.PaymentId, cancellationToken)) is { } withheld)
                {
                    return withheld;
                }

                payments.Add(new PaymentToConfirm(invoice.Id, open.Value.ClientSecret!, open.Value.Answer.Snapshot.AmountDue));
            }
        }

        return payments.Sum(p => p.Amount.MinorUnits) is > 0 and var due && due != wish.Amount
            ? new Refusal("amount_changed", $"The amount is now {MoneyFormat.Text(new Money(due, payments[0].Amount.Currency))}. Reload the page, then pay.")
            : payments;
    }

    /// <summary>True for the invoice of a change of plan that waits to be paid.</summary>
    public static Task<bool> IsChangeAsync(PortalDbContext context, string invoiceId, CancellationToken cancellationToken) =>
        context.Subscriptions.AnyAsync(s => s.LatestInvoiceId == invoiceId && s.PendingPriceId != null, cancellationToken);

    /// <summary>Has what pays saved for the coming invoices.</summary>
    private async Task<Refusal?> KeepAsync(InvoiceToPay open, WeighedAttempt attempt, CancellationToken cancellationToken) => open is { PaymentId: { } paymentId, Keeps: false }
        ? (await checkout.SetKeepAsync(paymentId, keep: true, $"keep-{paymentId}-{attempt.Id:N}", cancellationToken)).Refusal
        : null;

    private async Task<Refusal?> MakeDefaultAsync(string customerId, string methodId, CancellationToken cancellationToken)
    {
        var customer = await gateway.SetDefaultAsync(customerId, methodId, cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        await inbox.AddAsync(customer.Value, "customer", cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var running = await context.Subscriptions.Where(s => s.CustomerId == customerId && SubscriptionQueries.Running.Contains(s.Status)).Select(s => new { s.Id, s.ScheduleId }).ToListAsync(cancellationToken);
        foreach (var (id, scheduleId) in running.Select(s => (s.Id, s.ScheduleId)))
        {
            var subscription = await gateway.SetSubscriptionDefaultAsync(id, methodId, cancellationToken);
            if (!subscription.IsDone)
            {
                return subscription.Refusal;
            }

            await inbox.AddAsync(subscription.Value, "subscription", cancellationToken);
            if (scheduleId is null)
            {
                continue;
            }

            var schedule = await subscriptions.PayLaterByAsync(scheduleId, methodId, cancellationToken);
            if (!schedule.IsDone)
            {
                return schedule.Refusal;
            }

            await inbox.AddAsync(schedule.Value, "subscription_schedule", cancellationToken);
        }

        return null;
    }

    /// <summary>The organisation that buys as this customer, where it is, and the currency in which it was invoiced last; before that the first that something is sold in.</summary>
    private async Task<(OrganisationId Organisation, string? Country, Currency Currency)> PayerAsync(string customerId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var customer = await context.Customers.AsNoTracking().SingleAsync(c => c.Id == customerId, cancellationToken);
        var invoice = await context.Invoices.AsNoTracking().Where(i => i.CustomerId == customerId).OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return (
            customer.OrganisationId ?? throw new InvalidOperationException($"Customer {customerId} belongs to no organisation."), customer.Country, invoice?.Total.Currency ?? catalogue.Currencies[0]);
    }
}
