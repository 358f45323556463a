using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Customers;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Checkout;

/// <summary>What the payment step is to do next: confirm with the secret, or go to the page that waits for Stripe's word.</summary>
internal sealed record PaymentStep(string Status, string? ClientSecret);

/// <summary>
/// Prepares the one thing that can be charged. The intent is committed with its idempotency key before Stripe is asked, so that a repeated press, a second window or a lost answer
/// comes to the same subscription; a changed order makes the earlier one unpayable first.
/// </summary>
internal sealed class PayPurchase(
    IDbContextFactory<PortalDbContext> contexts,
    PurchaseQueries purchases,
    Catalogue catalogue,
    CatalogQueries catalog,
    Buyers buyers,
    SubscriptionQueries subscriptions,
    OtherOrders otherOrders,
    StripeGateway gateway,
    InboxStore inbox,
    Funnel funnel)
{
    public const string NotFound = "not_found";
    private const int MostRaces = 5;
    private static readonly PaymentStep Settled = new("processing", null);

    public async Task<Outcome<PaymentStep>> RunAsync(PurchaseId id, Guid userId, BillingDetails billing, long expectedAmount, Guid visitor, CancellationToken cancellationToken)
    {
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

            if (await subscriptions.RunningAsync(purchase.OrganisationId, cancellationToken) is { } running && running.Id != purchase.SubscriptionId)
            {
                return OtherOrders.Sold;
            }

            if (billing.Fault() is { } fault)
            {
                return fault;
            }

            try
            {
                return await PrepareAsync(purchase, billing, expectedAmount, visitor, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another press wrote first; what it wrote decides.
            }
        }

        return OtherOrders.Changed;
    }

    private async Task<Outcome<PaymentStep>> PrepareAsync(Purchase purchase, BillingDetails billing, long expectedAmount, Guid visitor, CancellationToken cancellationToken)
    {
        var offer = catalogue.Find(purchase.LookupKey);
        var price = await catalog.FindPriceAsync(purchase.LookupKey, cancellationToken);
        if (offer is null || price is null)
        {
            return new Refusal("unknown_price", "This plan is no longer on sale. Go back and choose another.");
        }

        var rates = await catalog.TaxRatesForAsync(billing.Country, cancellationToken);
        var quote = Quote.Of(offer, rates);
        if (quote.Total.MinorUnits != expectedAmount)
        {
            return new Refusal("amount_changed", $"The total is now {MoneyFormat.Text(quote.Total)}. Check it and press Pay again.");
        }

        var rateIds = rates.Select(r => r.Id).ToList();
        var fingerprint = billing.Fingerprint(price.Id, rateIds);
        if (purchase.SubscriptionId is { } subscriptionId)
        {
            var known = await gateway.GetStartedSubscriptionAsync(subscriptionId, cancellationToken);
            if (!known.IsDone)
            {
                return known.Refusal;
            }

            if (known.Value.InvoiceStatus == "paid" || known.Value.Answer.Snapshot.Status is not ("incomplete" or "incomplete_expired" or "canceled"))
            {
                await inbox.AddAsync(known.Value.Answer, "subscription", cancellationToken);
                return Settled;
            }

            if (known.Value.InvoiceStatus == "open" && known.Value.Answer.Snapshot.Status == "incomplete")
            {
                if (purchase.OrderFingerprint == fingerprint)
                {
                    return await HandOutAsync(purchase, known.Value, visitor, cancellationToken);
                }

                // Voiding fails where the invoice has just been paid; cancelling would end what was paid for.
                var voided = await gateway.VoidInvoiceAsync(known.Value.InvoiceId, $"void-{known.Value.InvoiceId}", cancellationToken);
                if (!voided.IsDone)
                {
                    return voided.Refusal.Code == StripeGateway.NotVoidable ? Settled : voided.Refusal;
                }
            }
        }

        var round = await BeginRoundAsync(purchase, fingerprint, cancellationToken);
        return await StartAsync(purchase, round, billing, price.Id, rateIds, quote.Total, visitor, cancellationToken);
    }

    /// <summary>Commits the intent to ask for one subscription; a repeated press of the same order takes the same round.</summary>
    private async Task<int> BeginRoundAsync(Purchase purchase, string fingerprint, CancellationToken cancellationToken)
    {
        if (purchase.SubscriptionId is null && purchase.OrderFingerprint == fingerprint)
        {
            return purchase.Round;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Purchases.Attach(purchase);
        purchase.BeginAgain(fingerprint);
        await context.SaveChangesAsync(cancellationToken);
        return purchase.Round;
    }

    private async Task<Outcome<PaymentStep>> StartAsync(
        Purchase purchase, int round, BillingDetails billing, string priceId, List<string> rateIds, Money total, Guid visitor, CancellationToken cancellationToken)
    {
        var buyer = await buyers.FindAsync(purchase.UserId, purchase.OrganisationId, cancellationToken);
        var customerId = buyer.CustomerId ?? purchase.CustomerId;
        if (customerId is null)
        {
            var created = await gateway.CreateCustomerAsync(purchase.OrganisationId.Value, cancellationToken);
            if (!created.IsDone)
            {
                return created.Refusal;
            }

            customerId = created.Value.Snapshot.Id;
        }

        var details = new CustomerDetails(billing.Name, buyer.Email, billing.Country, billing.Line1, billing.City, billing.PostalCode, billing.State);
        var customer = await gateway.UpdateCustomerAsync(customerId, details, $"customer-{purchase.Id}-{round}", cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        await inbox.AddAsync(customer.Value, "customer", cancellationToken);
        var order = new SubscriptionOrder(purchase.OrganisationId.Value, customerId, priceId, rateIds);
        var started = await gateway.StartSubscriptionAsync(order, $"purchase-{purchase.Id}-{round}", cancellationToken);
        if (!started.IsDone)
        {
            return started.Refusal;
        }

        if (started.Value.Total != total)
        {
            throw new InvalidOperationException($"Stripe asks {started.Value.Total} for purchase {purchase.Id}, the buyer was shown {total}.");
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Purchases.SingleAsync(p => p.Id == purchase.Id, cancellationToken);
        if (row.Round != round)
        {
            // The order changed while Stripe was asked. Nobody has this secret yet: the subscription can only expire.
            await gateway.VoidInvoiceAsync(started.Value.InvoiceId, $"void-{started.Value.InvoiceId}", cancellationToken);
            return OtherOrders.Changed;
        }

        row.CustomerId = customerId;
        row.SubscriptionId = started.Value.Answer.Snapshot.Id;
        row.InvoiceId = started.Value.InvoiceId;
        row.PaymentId = started.Value.PaymentId;
        row.AmountMinorUnits = total.MinorUnits;
        row.Version++;
        await context.SaveChangesAsync(cancellationToken);
        return await HandOutAsync(row, started.Value, visitor, cancellationToken);
    }

    private async Task<Outcome<PaymentStep>> HandOutAsync(Purchase purchase, StartedSubscription started, Guid visitor, CancellationToken cancellationToken)
    {
        if (started.ClientSecret is not null && await otherOrders.CloseAsync(purchase, cancellationToken) is { } refusal)
        {
            return refusal == OtherOrders.Changed ? refusal : await WithdrawAsync(purchase, started, refusal, cancellationToken);
        }

        await inbox.AddAsync(started.Answer, "subscription", cancellationToken);
        await funnel.RecordAsync(visitor, FunnelStep.PaymentAttempted, purchase, cancellationToken);
        return started.ClientSecret is { } secret ? new PaymentStep("confirm", secret) : Settled;
    }

    /// <summary>Another order of the organisation was paid: this one must not be payable beside it.</summary>
    private async Task<Outcome<PaymentStep>> WithdrawAsync(Purchase purchase, StartedSubscription started, Refusal refusal, CancellationToken cancellationToken)
    {
        var voided = await gateway.VoidInvoiceAsync(started.InvoiceId, $"void-{started.InvoiceId}", cancellationToken);
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
