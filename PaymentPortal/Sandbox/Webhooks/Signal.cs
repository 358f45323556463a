namespace PaymentPortal.Sandbox.Webhooks;

/// <summary>Wakes the deliverer when there is something to send.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);

    public void Set()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    public async Task WaitAsync(TimeSpan? longest, TimeProvider time, CancellationToken cancellation)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = longest is { } wait ? time.CreateTimer(_ => Set(), null, wait, Timeout.InfiniteTimeSpan) : null;
        await bell.WaitAsync(wake.Token);
    }

    public void Dispose() => bell.Dispose();
}
