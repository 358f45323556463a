namespace PaymentPortal.Shared;

/// <summary>Wakes one waiting loop. A wake that comes while nobody waits is kept, several become one.</summary>
public abstract class WakeSignal
{
    private readonly SemaphoreSlim _wakes = new(0, 1);
    private readonly Lock _gate = new();

    /// <summary>Lets the loop run once more.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_wakes.CurrentCount == 0)
            {
                _wakes.Release();
            }
        }
    }

    /// <summary>Waits for a wake, at most for the given time.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _wakes.WaitAsync(atMost, cancellationToken);
}
