using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What the parts of one checkout page share: what is ordered, by whom, and what it costs. Answers that are overtaken by a newer question are dropped.</summary>
internal sealed class OrderState(Quotes quotes, PurchaseQueries purchases, StripePatience patience)
{
    private int _asked;

    public Purchase? Purchase { get; private set; }

    public BillingDetails Billing { get; private set; } = new();

    /// <summary>The newest price; while another is computed, the one before.</summary>
    public Quote? Quote { get; private set; }

    /// <summary>Why there is no price for what was asked last.</summary>
    public Refusal? Refusal { get; private set; }

    public bool IsCalculating { get; private set; }

    public event Action? Changed;

    public Task OpenAsync(Purchase purchase, BillingDetails billing)
    {
        // The buyer may have said where he is before the purchase was read.
        (Purchase, Billing) = (purchase, Billing.Country.Length > 0 ? Billing : billing);
        return AskAsync();
    }

    /// <summary>The buyer said where he is.</summary>
    public async Task PlaceAsync(BillingDetails billing)
    {
        if (Countries.IsKnown(billing.Country) && billing != Billing)
        {
            Billing = billing;
            if (Purchase is not null)
            {
                await AskAsync();
            }
        }
    }

    /// <summary>The order was changed, here or in another window.</summary>
    public async Task ReadAsync(Guid userId)
    {
        if (Purchase is { } known && await purchases.OfUserAsync(known.Id, userId, CancellationToken.None) is { } read && read.Version != known.Version)
        {
            Purchase = read;
            await AskAsync();
        }
    }

    public Task RetryAsync() => AskAsync();

    private async Task AskAsync()
    {
        var mine = ++_asked;
        IsCalculating = true;
        Changed?.Invoke();
        var (purchase, billing) = (Purchase!, Billing);
        var quote = await QuoteAsync(purchase, billing);
        // A number that is refused counts for nothing, and neither does the one that stood there before it.
        var shown = quote.Refusal?.Field == "tax_id" ? await QuoteAsync(purchase, billing with { TaxId = "" }) : quote;
        if (mine != _asked)
        {
            return;
        }

        IsCalculating = false;
        Refusal = quote.Refusal;
        Quote = shown.IsDone ? shown.Value : Quote;
        Changed?.Invoke();
    }

    private Task<Outcome<Quote>> QuoteAsync(Purchase purchase, BillingDetails billing) =>
        patience.RunAsync(waiting => quotes.ForAsync(purchase, billing, mayBeRemembered: true, waiting), CancellationToken.None);
}
