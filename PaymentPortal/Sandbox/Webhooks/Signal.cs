namespace PaymentPortal.Sandbox.Webhooks;

/// <summary>A bell: rung any number of times, it wakes its worker once.</summary>
internal sealed class Signal
{
    private readonly SemaphoreSlim bell = new(0, 1);

    public void Set()
    {
        lock (bell)
        {
            if (bell.CurrentCount == 0)
                bell.Release();
        }
    }

    /// <summary>Waits for the bell, or for the given time at most.</summary>
    public async Task WaitAsync(TimeSpan? longest, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = longest is { } wait ? time.CreateTimer(_ => Set(), null, wait, Timeout.InfiniteTimeSpan) : null;
        await bell.WaitAsync(cancellation);
    }
}
