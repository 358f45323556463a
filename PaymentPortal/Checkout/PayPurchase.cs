using Microsoft.EntityFrameworkCore;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What the payment step is to do next: confirm with the secret, save what is typed in with it and come again, or go to the page that waits for Stripe's word.</summary>
internal sealed record PaymentStep(string Status, string? ClientSecret);

/// <summary>
/// Prepares the one thing that can be charged. The intent is committed with its idempotency key before Stripe is asked, so that a repeated press, a second window or a lost answer
/// comes to the same order; a changed order makes the earlier one unpayable first.
/// </summary>
internal sealed class PayPurchase(
    IDbContextFactory<PortalDbContext> contexts,
    PurchaseQueries purchases,
    Quotes quotes,
    PlaceOrder place,
    OtherOrders otherOrders,
    ChosenMethod chosen,
    TrialMethod trials,
    VoidOrder voiding,
    CheckoutGateway checkout,
    StripeGateway gateway,
    StripePatience patience,
    InboxStore inbox,
    WeighAttempt weigh,
    Funnel funnel,
    TimeProvider time)
{
    public const string NotFound = "not_found";
    public static readonly Refusal TrialUsed = new("trial_used", "Your organisation has had a plan before, and a trial is for those who had none. Choose the plan without it.");
    private const int MostRaces = 5;
    private static readonly PaymentStep Settled = new("processing", null);

    public Task<Outcome<PaymentStep>> RunAsync(PurchaseId id, Guid userId, PayWish wish, Guid visitor, string address, CancellationToken cancellationToken) =>
        patience.RunAsync(waiting => PressAsync(id, userId, wish, visitor, address, waiting), cancellationToken);

    private async Task<Outcome<PaymentStep>> PressAsync(PurchaseId id, Guid userId, PayWish wish, Guid visitor, string address, CancellationToken cancellationToken)
    {
        Outcome<WeighedAttempt>? weighed = null;
        for (var race = 0; race < MostRaces; race++)
        {
            if (await purchases.OfUserAsync(id, userId, cancellationToken) is not { } purchase)
            {
                return new Refusal(NotFound, "This order does not exist.");
            }

            if (purchase.State == PurchaseState.Paid)
            {
                return Settled;
            }

            if (wish.Billing.Fault() is { } fault)
            {
                return fault;
            }

            var card = await CardAsync(purchase, wish, cancellationToken);
            if (!card.IsDone)
            {
                return card.Refusal;
            }

            var asked = new AttemptQuestion(userId, purchase.OrganisationId, address, new Money(wish.ExpectedAmount, purchase.Currency), wish.Billing.Country)
            {
                Purchase = purchase,
                Card = (card.Value.Fingerprint, card.Value.Country),
            };
            weighed ??= await weigh.RunAsync(asked, cancellationToken);
            try
            {
                var step = await PrepareAsync(asked, wish, visitor, weighed.Value, cancellationToken);
                var inTheWay = step.Refusal is { Code: CheckoutGateway.OtherCurrency } mixed ? await otherOrders.MakeWayAsync(purchase, mixed, cancellationToken) : step.Refusal;
                if (step.IsDone || inTheWay is not null)
                {
                    return inTheWay is null ? step : inTheWay;
                }
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another press wrote first; what it wrote decides.
            }
        }

        return OtherOrders.Changed;
    }

    private async Task<Outcome<ChosenCard>> CardAsync(Purchase purchase, PayWish wish, CancellationToken cancellationToken)
    {
        if (wish.MethodId is not { } methodId)
        {
            return ChosenCard.None;
        }

        var customer = await place.CustomerAsync(purchase, cancellationToken);
        return customer.IsDone ? await chosen.CheckAsync(customer.Value, methodId, cancellationToken) : customer.Refusal;
    }

    private async Task<Outcome<PaymentStep>> PrepareAsync(AttemptQuestion attempt, PayWish wish, Guid visitor, Outcome<WeighedAttempt> weighed, CancellationToken cancellationToken)
    {
        var (purchase, details, expectedAmount) = (attempt.Purchase!, wish.Billing, wish.ExpectedAmount);
        var asked = await quotes.OrderAsync(purchase, details, cancellationToken);
        if (!asked.IsDone)
        {
            return asked.Refusal;
        }

        var order = asked.Value.Order;
        // What needs no payment would begin before the others can be closed.
        if (order.Plan is not null && await purchases.PlanOnItsWayAsync(purchase.OrganisationId, cancellationToken) is { } coming && coming.Id != purchase.Id)
        {
            return OtherOrders.OnItsWay;
        }

        if (order.Plan is not null && await purchases.HasPlanAsync(purchase.OrganisationId, purchase.SubscriptionId, cancellationToken))
        {
            return OtherOrders.Sold;
        }

        if (order.Trial is not null && purchase.InvoiceId is null && await purchases.HadPlanAsync(purchase.OrganisationId, cancellationToken))
        {
            return TrialUsed;
        }

        var fingerprint = details.Fingerprint(order);
        if (purchase.InvoiceId is { } invoiceId)
        {
            var known = await checkout.GetStartedAsync(purchase.SubscriptionId, invoiceId, cancellationToken);
            if (!known.IsDone)
            {
                return known.Refusal;
            }

            if (known.Value.IsSettled)
            {
                await LearnAsync(known.Value, cancellationToken);
                return await trials.UseAsync(known.Value, wish, cancellationToken) is { } unset ? unset : Settled;
            }

            if (known.Value.IsPayable)
            {
                if (!weighed.IsDone)
                {
                    return await WithdrawAsync(purchase, known.Value, weighed.Refusal, cancellationToken);
                }

                if (purchase.OrderFingerprint == fingerprint && known.Value.Due.MinorUnits == expectedAmount)
                {
                    return await HandOutAsync(purchase, known.Value, wish, visitor, weighed.Value, cancellationToken);
                }

                var quoted = await quotes.ForAsync(purchase, details, mayBeRemembered: false, cancellationToken);
                if (!quoted.IsDone || quoted.Value.Due.MinorUnits != expectedAmount)
                {
                    return quoted.IsDone ? NowCosts(quoted.Value.Due) : quoted.Refusal;
                }

                // Voiding fails where the invoice has just been paid; cancelling would end what was paid for.
                var voided = await voiding.RunAsync(known.Value.InvoiceId, purchase.SubscriptionId, cancellationToken);
                if (!voided.IsDone)
                {
                    return voided.Refusal.Code == StripeGateway.NotVoidable ? Settled : voided.Refusal;
                }
            }
        }

        if (!weighed.IsDone)
        {
            return weighed.Refusal;
        }

        var quote = await quotes.ForAsync(purchase, details, mayBeRemembered: false, cancellationToken);
        if (!quote.IsDone)
        {
            return quote.Refusal;
        }

        if (quote.Value.Due.MinorUnits != expectedAmount)
        {
            return NowCosts(quote.Value.Due);
        }

        if (order.Trial is { NeedsCard: true } && await trials.BeforeAsync(attempt, wish, cancellationToken) is { } first)
        {
            return first;
        }

        var round = await BeginRoundAsync(purchase, fingerprint, cancellationToken);
        var started = await place.RunAsync(purchase, attempt.UserId, round, order, details, cancellationToken);
        if (!started.IsDone)
        {
            if (started.Refusal.Code == CheckoutGateway.OtherCurrency)
            {
                // Stripe answers a key as it did the first time: asked again, it is another round.
                await BeginRoundAsync(purchase, fingerprint: null, cancellationToken);
            }

            // The quote knew this place a moment ago: another window has written another address into the customer since.
            return started.Refusal.Code == CheckoutGateway.PlaceUnknown ? OtherOrders.Changed : started.Refusal;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Purchases.SingleAsync(p => p.Id == purchase.Id, cancellationToken);
        if (row.Round != round || (started.Value.Order.Due.MinorUnits != expectedAmount && !started.Value.Order.IsSettled))
        {
            // The order, or its price, changed while Stripe was asked; what is settled already asks for nothing, because too little was left to be charged. Nobody has this secret yet: the order can only expire.
            await gateway.VoidInvoiceAsync(started.Value.Order.InvoiceId, $"void-{started.Value.Order.InvoiceId}", cancellationToken);
            if (row.Round != round)
            {
                return OtherOrders.Changed;
            }

            row.BeginAgain(fingerprint: null);
            await context.SaveChangesAsync(cancellationToken);
            return NowCosts(started.Value.Order.Due);
        }

        row.CustomerId = started.Value.CustomerId;
        row.SubscriptionId = started.Value.Order.Subscription?.Snapshot.Id;
        row.InvoiceId = started.Value.Order.InvoiceId;
        row.PaymentId = started.Value.Order.PaymentId;
        row.AmountMinorUnits = started.Value.Order.Due.MinorUnits;
        row.Version++;
        await context.SaveChangesAsync(cancellationToken);
        return (order.Trial is not null || started.Value.Order.IsSettled) && await trials.UseAsync(started.Value.Order, wish, cancellationToken) is { } refused
            ? refused
            : await HandOutAsync(row, started.Value.Order, wish, visitor, weighed.Value, cancellationToken);
    }

    private static Refusal NowCosts(Money due) => new("amount_changed", $"The total is now {MoneyFormat.Text(due)}. Check it and press Pay again.");

    /// <summary>Commits the intent to ask for one order; a repeated press of the same order takes the same round.</summary>
    private async Task<int> BeginRoundAsync(Purchase purchase, string? fingerprint, CancellationToken cancellationToken)
    {
        if (purchase.InvoiceId is null && fingerprint is not null && purchase.OrderFingerprint == fingerprint)
        {
            return purchase.Round;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Purchases.Attach(purchase);
        purchase.BeginAgain(fingerprint);
        await context.SaveChangesAsync(cancellationToken);
        return purchase.Round;
    }

    private async Task<Outcome<PaymentStep>> HandOutAsync(Purchase purchase, StartedOrder started, PayWish wish, Guid visitor, WeighedAttempt weighed, CancellationToken cancellationToken)
    {
        // What needs no payment has begun already; the others can only be closed after it.
        if (await otherOrders.CloseAsync(purchase, cancellationToken) is { } refusal && started.ClientSecret is not null)
        {
            return refusal == OtherOrders.Changed ? refusal : await WithdrawAsync(purchase, started, refusal, cancellationToken);
        }

        // What pays a plan is saved for its renewals; what pays once, where its owner says so.
        if (purchase.SubscriptionId is null && wish.MethodId is null && started is { PaymentId: { } paymentId, ClientSecret: not null } && started.Keeps != wish.Keep
            && await checkout.SetKeepAsync(paymentId, wish.Keep, $"keep-{paymentId}-{wish.Keep}-{Guid.CreateVersion7(time.GetUtcNow()):N}", cancellationToken) is { IsDone: false } kept)
        {
            return kept.Refusal;
        }

        if (await weigh.HandOutAsync(weighed, started.PaymentId, cancellationToken) is { } failed)
        {
            return failed;
        }

        await LearnAsync(started, cancellationToken);
        await funnel.RecordAsync(visitor, FunnelStep.PaymentAttempted, purchase, cancellationToken);
        return started.ClientSecret is { } secret ? new PaymentStep("confirm", secret) : Settled;
    }

    /// <summary>What Stripe said takes the way of its events; what needs no payment is paid already, and may have been before we knew its id.</summary>
    private async Task LearnAsync(StartedOrder started, CancellationToken cancellationToken)
    {
        if (started.Subscription is { } subscription)
        {
            await inbox.AddAsync(subscription, "subscription", cancellationToken);
        }

        if (started.InvoiceStatus == "paid" && await gateway.GetInvoiceAsync(started.InvoiceId, cancellationToken) is { IsDone: true } invoice)
        {
            await inbox.AddAsync(invoice.Value, "invoice", cancellationToken);
        }
    }

    /// <summary>Another order of the organisation was paid: this one must not be payable beside it.</summary>
    private async Task<Outcome<PaymentStep>> WithdrawAsync(Purchase purchase, StartedOrder started, Refusal refusal, CancellationToken cancellationToken)
    {
        var voided = await voiding.RunAsync(started.InvoiceId, purchase.SubscriptionId, cancellationToken);
        if (!voided.IsDone)
        {
            return voided.Refusal.Code == StripeGateway.NotVoidable ? Settled : voided.Refusal;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Purchases.Attach(purchase);
        purchase.BeginAgain(fingerprint: null);
        await context.SaveChangesAsync(cancellationToken);
        return refusal;
    }
}
