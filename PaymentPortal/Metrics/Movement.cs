namespace PaymentPortal.Metrics;

/// <summary>A change of what one customer brings a month, in one currency. A customer's rows are a pure function of the states of its subscriptions, and replaced whole.</summary>
public sealed class Movement
{
    /// <summary>Stripe's id, <c>cus_...</c>.</summary>
    public required string CustomerId { get; init; }

    /// <summary>ISO 4217 code, lower case.</summary>
    public required string Currency { get; init; }

    /// <summary>When the first of the changes happened that make it up, by Stripe's own time, UTC to the second.</summary>
    public required DateTimeOffset At { get; init; }

    public required MovementKind Kind { get; init; }

    /// <summary>By how much monthly recurring revenue changed, in minor units; negative for contraction and churn.</summary>
    public required long Amount { get; init; }

    /// <summary>The customer's monthly recurring revenue afterwards, in minor units.</summary>
    public required long Mrr { get; init; }

    /// <summary>It went down because collection was paused.</summary>
    public required bool IsPause { get; init; }

    /// <summary>True where both say the same.</summary>
    public bool IsSameAs(Movement other) =>
        (CustomerId, Currency, At, Kind, Amount, Mrr, IsPause) == (other.CustomerId, other.Currency, other.At, other.Kind, other.Amount, other.Mrr, other.IsPause);
}

/// <summary>What kind of change.</summary>
public enum MovementKind
{
    /// <summary>From nothing, the first time.</summary>
    New,

    /// <summary>From nothing, a later time.</summary>
    Reactivation,

    /// <summary>From something to more.</summary>
    Expansion,

    /// <summary>From something to less.</summary>
    Contraction,

    /// <summary>From something to nothing.</summary>
    Churn,
}
