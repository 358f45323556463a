namespace PaymentPortal.Sandbox.Webhooks;

/// <summary>What happens to one event on its way to one endpoint.</summary>
internal readonly record struct Fate(bool Arrives, long DelayMilliseconds, Copies Copies)
{
    /// <summary>The fate of the event with the given number, which depends on the seed and the number alone.</summary>
    public static Fate Of(DeliveryOptions options, long number, int endpoint)
    {
        double Roll(ulong purpose) => Uniform((ulong)options.Seed, (ulong)number, ((ulong)endpoint << 8) | purpose);
        if (Roll(1) < options.Never)
            return new(false, 0, Copies.One);
        var delay = Roll(2) < options.Late ? options.LateBy.TotalMilliseconds : 0;
        if (Roll(3) < options.OutOfOrder)
            delay += Roll(4) * options.OutOfOrderWithin.TotalMilliseconds;
        var copies = Roll(5) >= options.Twice ? Copies.One : Roll(6) < 0.5 ? Copies.TwoAtOnce : Copies.TwoInTurn;
        return new(true, (long)delay, copies);
    }

    /// <summary>A number from 0 to 1 that looks random (the finaliser of SplitMix64 over each part).</summary>
    private static double Uniform(params ReadOnlySpan<ulong> parts)
    {
        var mixed = 0UL;
        foreach (var part in parts)
        {
            mixed = (mixed ^ part) + 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
        }
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>How often an event is posted to an endpoint that takes it; the numbers are stored.</summary>
internal enum Copies
{
    One = 0,
    TwoInTurn = 1,
    TwoAtOnce = 2,
}
