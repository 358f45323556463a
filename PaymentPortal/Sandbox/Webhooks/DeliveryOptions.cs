namespace PaymentPortal.Sandbox.Webhooks;

/// <summary>How badly events are delivered, on purpose: a share from 0 to 1 of them each way. The same seed has the same fate for the same events in the same order.</summary>
public sealed record DeliveryOptions
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How many arrive only after <see cref="LateBy"/>.</summary>
    public double Late { get; set; }

    public TimeSpan LateBy { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many arrive twice: half of them at the same moment, half again after they were taken.</summary>
    public double Twice { get; set; }

    /// <summary>How many are held back for a random time up to <see cref="OutOfOrderWithin"/>, so that later ones overtake them.</summary>
    public double OutOfOrder { get; set; }

    public TimeSpan OutOfOrderWithin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many are never delivered; /v1/events lists them all the same, as not delivered.</summary>
    public double Never { get; set; }

    public long Seed { get; set; } = 1;

    /// <summary>Holds everything back until it is false again.</summary>
    public bool Paused { get; set; }

    /// <summary>What is wrong with it, as a sentence; null where nothing is.</summary>
    public string? Fault()
    {
        foreach (var (name, share) in new[] { (nameof(Late), Late), (nameof(Twice), Twice), (nameof(OutOfOrder), OutOfOrder), (nameof(Never), Never) })
        {
            if (!(share >= 0 && share <= 1))
                return $"Sandbox:Delivery:{name} is a share of the events, from 0 to 1.";
        }
        foreach (var (name, span) in new[] { (nameof(LateBy), LateBy), (nameof(OutOfOrderWithin), OutOfOrderWithin) })
        {
            if (span < TimeSpan.Zero || span > Longest)
                return $"Sandbox:Delivery:{name} is a time from none to a day, for example 00:00:10.";
        }
        return null;
    }
}
