using System.Net;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>What a running subscription would be billed: at its next renewal, by a change, by an end. Nothing is made by asking.</summary>
internal sealed class SubscriptionPreviews(StripeConnection connection)
{
    /// <summary>Nothing is to be billed.</summary>
    public const string Nothing = "nothing_to_bill";

    private static readonly Refusal NothingToBill = new(Nothing, "Nothing is to be paid.");

    /// <summary>The invoice of the next renewal, with whatever waits for it; refused with <see cref="Nothing"/> where none is to come.</summary>
    public Task<Outcome<Preview>> NextAsync(string subscriptionId, CancellationToken cancellationToken) =>
        AskAsync(new InvoiceCreatePreviewOptions { Subscription = subscriptionId }, cancellationToken);

    /// <summary>What a change would bill.</summary>
    /// <param name="change">The change.</param>
    /// <param name="atOnce">True for the invoice that the change makes now; false for the next renewal after it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<Outcome<Preview>> ChangeAsync(ItemChange change, bool atOnce, CancellationToken cancellationToken)
    {
        var options = Of(change.SubscriptionId, change);
        options.SubscriptionDetails.ProrationBehavior = atOnce ? "always_invoice" : "none";
        if (atOnce && change.ProrationDate is { } date)
        {
            options.SubscriptionDetails.ProrationDate = date.UtcDateTime;
        }

        return AskAsync(options, cancellationToken);
    }

    /// <summary>What a whole period costs that begins now; nothing is given back of the one that runs.</summary>
    /// <param name="subscriptionId">Stripe's id.</param>
    /// <param name="change">What the plan is changed to with it; null where it stays as it is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<Outcome<Preview>> PeriodAsync(string subscriptionId, ItemChange? change, CancellationToken cancellationToken)
    {
        var options = Of(subscriptionId, change);
        options.SubscriptionDetails.ProrationBehavior = "none";
        // Versions of Stripe.net name the property's type differently
        options.AddExtraParam("subscription_details[billing_cycle_anchor]", "now");
        return AskAsync(options, cancellationToken);
    }

    private static InvoiceCreatePreviewOptions Of(string subscriptionId, ItemChange? change)
    {
        var options = new InvoiceCreatePreviewOptions { Subscription = subscriptionId, SubscriptionDetails = new InvoiceSubscriptionDetailsOptions() };
        if (change is not null)
        {
            options.SubscriptionDetails.Items =
            [
                new InvoiceSubscriptionDetailsItemOptions { Id = change.ItemId, Price = change.PriceId, Quantity = change.Quantity },
                .. change.Ended.Select(id => new InvoiceSubscriptionDetailsItemOptions { Id = id, Deleted = true }),
                .. change.Begun.Select(id => new InvoiceSubscriptionDetailsItemOptions { Price = id }),
            ];
        }

        if (change?.Discounts is { } staying)
        {
            options.Discounts = [.. staying.Select(id => new InvoiceDiscountOptions { Discount = id })];
        }

        return options;
    }

    /// <summary>The last invoice of a subscription that would end now; negative where unused time is given back. Refused with <see cref="Nothing"/> where there is none.</summary>
    public Task<Outcome<Preview>> EndAsync(string subscriptionId, bool givesBack, CancellationToken cancellationToken) =>
        AskAsync(
            new InvoiceCreatePreviewOptions
            {
                Subscription = subscriptionId,
                SubscriptionDetails = new InvoiceSubscriptionDetailsOptions { CancelNow = true, ProrationBehavior = givesBack ? "always_invoice" : "none" },
            },
            cancellationToken);

    private Task<Outcome<Preview>> AskAsync(InvoiceCreatePreviewOptions options, CancellationToken cancellationToken) => Guarded(async () =>
    {
        var invoice = await new InvoiceService(connection.Client).CreatePreviewAsync(options, null, cancellationToken);
        var snapshot = InvoiceReader.Of(invoice);
        var currency = Currency.Parse(invoice.Currency);
        return new Preview(snapshot, new Money(invoice.AmountDue, currency), snapshot.CreatedAt);
    });

    private static async Task<Outcome<Preview>> Guarded(Func<Task<Preview>> ask)
    {
        try
        {
            return await StripeGateway.GuardAsync(ask);
        }
        catch (StripeException none) when (none.HttpStatusCode == HttpStatusCode.NotFound && none.StripeError?.Code == "invoice_upcoming_none")
        {
            return NothingToBill;
        }
        catch (StripeException refused) when (SubscriptionGateway.Translate(refused) is not null)
        {
            return SubscriptionGateway.Translate(refused)!;
        }
    }
}

/// <summary>An invoice as it would be.</summary>
/// <param name="Invoice">Its lines and sums.</param>
/// <param name="AmountDue">What would be charged, after the customer's balance.</param>
/// <param name="At">Stripe's own time of it.</param>
internal sealed record Preview(InvoiceSnapshot Invoice, Money AmountDue, DateTimeOffset At);

/// <summary>Another price or quantity for a subscription's item.</summary>
/// <param name="SubscriptionId">Stripe's id.</param>
/// <param name="ItemId">The item that changes.</param>
/// <param name="PriceId">The price from then on.</param>
/// <param name="Quantity">The quantity from then on.</param>
/// <param name="ProrationDate">From when the change is counted; null for Stripe's now.</param>
internal sealed record ItemChange(string SubscriptionId, string ItemId, string PriceId, long Quantity, DateTimeOffset? ProrationDate = null)
{
    /// <summary>The prices by which use is billed from then on.</summary>
    public IReadOnlyList<string> Metered { get; init; } = [];

    /// <summary>Those of them that are not items yet.</summary>
    public IReadOnlyList<string> Begun { get; init; } = [];

    /// <summary>The discounts that go on, by their ids; null where all do.</summary>
    public IReadOnlyList<string>? Discounts { get; init; }

    /// <summary>The items for use that end; what was used till then is billed at their prices.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];
}
