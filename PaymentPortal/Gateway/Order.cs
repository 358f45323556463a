using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Gateway;

/// <summary>What is ordered: the same for its preview and for the order itself.</summary>
/// <param name="Currency">The currency of every line.</param>
/// <param name="Plan">What renews; null where nothing does.</param>
/// <param name="Once">What is charged once.</param>
/// <param name="Tax">How it is taxed.</param>
/// <param name="Code">The promotion code; null without one.</param>
/// <param name="Trial">The trial that the plan begins with; null without one.</param>
internal sealed record Order(Currency Currency, OrderLine? Plan, IReadOnlyList<OrderLine> Once, OrderTax Tax, OrderCode? Code, OrderTrial? Trial)
{
    /// <summary>The prices by which use beside the plan is billed; they have no quantity.</summary>
    public IReadOnlyList<string> Metered { get; init; } = [];
}

/// <summary>So many of a price.</summary>
internal sealed record OrderLine(string PriceId, long Quantity);

/// <summary>How an order is taxed: by Stripe Tax, or by tax rates of the account.</summary>
internal sealed record OrderTax(bool Automatic, IReadOnlyList<string> RateIds);

/// <summary>A promotion code and the coupon behind it. A preview takes the coupon: whether this buyer may use the code is asked of the order.</summary>
internal sealed record OrderCode(string PromotionCodeId, string CouponId);

/// <summary>A trial of so many days.</summary>
/// <param name="Days">How long it costs nothing.</param>
/// <param name="NeedsCard">It begins only with something to charge when it is over.</param>
internal sealed record OrderTrial(int Days, bool NeedsCard);

/// <summary>Who pays, as it will stand on the invoice.</summary>
internal sealed record CustomerDetails(
    string Name,
    string? Email,
    string Country,
    string? Line1,
    string? City,
    string? PostalCode,
    string? State);

/// <summary>A tax id with Stripe's word for its type.</summary>
internal sealed record CustomerTaxId(string Type, string Value);

/// <summary>A customer as Stripe holds it.</summary>
internal sealed record KnownBuyer(CustomerDetails Details, CustomerTaxId? TaxId);

/// <summary>What the order's first invoice will say.</summary>
internal sealed record OrderPreview(IReadOnlyList<PreviewLine> Lines, Money Discount, IReadOnlyList<PreviewTax> Taxes, Money Total);

/// <summary>A line of a preview; the amount is before discounts and exclusive tax.</summary>
internal sealed record PreviewLine(string? PriceId, long Quantity, Money Amount);

/// <summary>A tax of a preview. <c>Reason</c> is Stripe's word for why it is charged or not.</summary>
internal sealed record PreviewTax(string? RateId, Money Amount, Money Taxable, bool Inclusive, string? Reason);

/// <summary>An order at Stripe, with what the buyer needs to pay it.</summary>
/// <param name="Subscription">The subscription; null for an order without a plan.</param>
/// <param name="InvoiceId">The invoice that is paid.</param>
/// <param name="InvoiceStatus">The invoice's status.</param>
/// <param name="PaymentId">The invoice's payment intent; null where nothing is to be paid.</param>
/// <param name="ClientSecret">For the buyer's browser only; never stored or logged.</param>
/// <param name="Due">What the invoice asks for: its total with the customer's balance.</param>
internal sealed record StartedOrder(
    StripeAnswer<SubscriptionSnapshot>? Subscription,
    string InvoiceId,
    string InvoiceStatus,
    string? PaymentId,
    string? ClientSecret,
    Money Due)
{
    /// <summary>Stripe's status of the payment intent, where the order was asked for again.</summary>
    public string? PaymentStatus { get; init; }

    /// <summary>What pays it will be saved for next time.</summary>
    public bool Keeps { get; init; }

    /// <summary>True where it was paid for, or needs no payment, or the money is on its way: a debit's subscription runs at Stripe while the bank is asked, and goes on running when it refuses.</summary>
    public bool IsSettled => InvoiceStatus == "paid" || PaymentStatus is "processing" or "succeeded";

    /// <summary>True where it waits for the buyer.</summary>
    public bool IsPayable => InvoiceStatus == "open" && !IsSettled && Subscription is null or { Snapshot.Status: not ("incomplete_expired" or "canceled") };
}
