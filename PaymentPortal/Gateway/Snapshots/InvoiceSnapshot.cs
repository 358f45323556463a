using PaymentPortal.Shared;

namespace PaymentPortal.Gateway.Snapshots;

/// <summary>An invoice with what it froze of seller and buyer.</summary>
internal sealed record InvoiceSnapshot(
    string Id,
    string CustomerId,
    string? SubscriptionId,
    Guid? OrganisationId,
    string? Number,
    string Status,
    string? BillingReason,
    Money Subtotal,
    Money Discount,
    Money Tax,
    Money Total,
    Money AmountPaid,
    Money AmountDue,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? FinalizedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset? VoidedAt,
    BuyerSnapshot Buyer,
    IReadOnlyList<InvoiceLineSnapshot> Lines,
    IReadOnlyList<TaxSnapshot> Taxes,
    bool LinesComplete) : StripeSnapshot(Id)
{
    /// <summary>Days before a renewal Stripe tells, in an invoice's shape and under such an id, what it will come to; no invoice is made of it, and it cannot be fetched.</summary>
    public bool IsPreview => Id.StartsWith("upcoming_", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool IsComplete => LinesComplete || IsPreview;

    /// <inheritdoc/>
    public override StripeSnapshot CompletedBy(IEnumerable<StripeSnapshot> others) =>
        Status != "draft" && others.OfType<InvoiceSnapshot>().FirstOrDefault(other => other is { LinesComplete: true, Status: not "draft" }) is { } whole
            ? this with { Lines = whole.Lines, LinesComplete = true }
            : this;

    /// <summary>How often it was tried to be paid by itself.</summary>
    public int AttemptCount { get; init; }

    /// <summary>When it will be tried again; null where it will not.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Stripe goes on by itself to collect it.</summary>
    public bool IsCollected { get; init; }

    /// <summary>It is sent to be paid by the customer, instead of being charged by itself.</summary>
    public bool IsSent { get; init; }

    /// <summary>Its taxes are found by the buyer's place.</summary>
    public bool HasAutomaticTax { get; init; }

    /// <summary>What the customer's balance adds (positive) to the total, or pays of it (negative), to come to what is due; null where that is nothing, and until the invoice is final.</summary>
    public Money? AppliedBalance { get; init; }

    /// <summary>What was left to be paid and was too little to be charged: it goes on the customer's next invoice. Null where there was no such rest.</summary>
    public Money? CarriedOver { get; init; }

    /// <summary>What credit notes took off what was to be paid; null where none did.</summary>
    public Money? TakenOff { get; init; }
}

/// <summary>The buyer as the invoice holds it.</summary>
internal sealed record BuyerSnapshot(string? Name, string? Email, AddressSnapshot? Address, IReadOnlyList<string> TaxIds);

/// <summary>A postal address.</summary>
internal sealed record AddressSnapshot(string? Line1, string? Line2, string? City, string? PostalCode, string? State, string? Country);

/// <summary>A line of an invoice; <c>Amount</c> is before discount and exclusive tax.</summary>
internal sealed record InvoiceLineSnapshot(
    string Description,
    long Quantity,
    decimal? UnitAmountDecimal,
    Money Amount,
    Money Discount,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    IReadOnlyList<TaxSnapshot> Taxes)
{
    /// <summary>Stripe's id, <c>il_...</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>The price that the line is of; null for an amount of its own.</summary>
    public string? PriceId { get; init; }

    /// <summary>The product of that price.</summary>
    public string? ProductId { get; init; }

    /// <summary>What each discount takes off, in the order in which they do.</summary>
    public IReadOnlyList<Money> Discounts { get; init; } = [];

    /// <summary>The line is for a part of a period: what a change gives back or asks for.</summary>
    public bool IsProration { get; init; }

    /// <summary>The invoice that charged what this line gives back.</summary>
    public string? CreditedInvoiceId { get; init; }

    /// <summary>The lines of that invoice.</summary>
    public IReadOnlyList<string> CreditedLineIds { get; init; } = [];
}

/// <summary>A tax by its rate.</summary>
internal sealed record TaxSnapshot(string? TaxRateId, Money Amount, Money Taxable, bool Inclusive)
{
    /// <summary>Stripe's word for why it is charged or not.</summary>
    public string? Reason { get; init; }
}
