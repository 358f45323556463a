namespace PaymentPortal.Tests.Support;

/// <summary>The real clock, set ahead by what a test says: months pass at once, while timers run as ever.</summary>
public sealed class AheadTime : TimeProvider
{
    private long ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref ticks));

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
