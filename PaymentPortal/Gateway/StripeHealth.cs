using PaymentPortal.Shared;

namespace PaymentPortal.Gateway;

/// <summary>Whether Stripe answers, as the latest calls showed. It knows only what was asked: after a failure <see cref="StripePulse"/> asks until there is an answer.</summary>
internal sealed class StripeHealth(TimeProvider time, ChangeSignal changes, ILogger<StripeHealth> logger)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _answeredAt;
    private DateTimeOffset? _failedAt;
    private int _failures;
    private DateTimeOffset? _downSince;
    private volatile bool _refusesKey;

    /// <summary>Wakes who asks whether Stripe is back.</summary>
    public DoubtSignal Doubt { get; } = new();

    /// <summary>Since when Stripe is not asked any more because it does not answer, UTC; null while it answers.</summary>
    public DateTimeOffset? DownSince
    {
        get
        {
            lock (_gate)
            {
                return _downSince;
            }
        }
    }

    /// <summary>When Stripe last answered, UTC; null where it has not since the start.</summary>
    public DateTimeOffset? AnsweredAt
    {
        get
        {
            lock (_gate)
            {
                return _answeredAt;
            }
        }
    }

    /// <summary>True where Stripe's latest answer was that it does not know the portal's key.</summary>
    public bool RefusesKey => _refusesKey;

    /// <summary>True from a failure on until the next answer.</summary>
    public bool IsInDoubt
    {
        get
        {
            lock (_gate)
            {
                return _failedAt is not null;
            }
        }
    }

    /// <summary>Stripe answered, whatever it said.</summary>
    public void SayAnswered(bool refusesKey)
    {
        if (refusesKey && !_refusesKey)
        {
            logger.LogError("Stripe does not accept the key in Stripe:SecretKey. Take the key from the API keys page of the Stripe dashboard and start the portal again");
        }

        _refusesKey = refusesKey;
        lock (_gate)
        {
            _answeredAt = time.GetUtcNow();
            _failedAt = null;
            _failures = 0;
        }
    }

    /// <summary>A try brought no answer, or an answer that Stripe itself failed. Says how many have since the last answer.</summary>
    public int SayFailed()
    {
        int failures;
        lock (_gate)
        {
            _failedAt ??= time.GetUtcNow();
            failures = ++_failures;
        }

        Doubt.Wake();
        return failures;
    }

    /// <summary>Too many tries failed: for a while Stripe is not asked.</summary>
    public void SayDown()
    {
        DateTimeOffset since;
        lock (_gate)
        {
            if (_downSince is not null)
            {
                return;
            }

            _downSince = since = _failedAt ?? time.GetUtcNow();
        }

        logger.LogWarning("Stripe does not answer since {Since:u}; it is asked again every few seconds", since);
        changes.Publish();
    }

    /// <summary>Stripe answers again.</summary>
    public void SayBack()
    {
        lock (_gate)
        {
            if (_downSince is null)
            {
                return;
            }

            _downSince = null;
        }

        logger.LogInformation("Stripe answers again");
        changes.Publish();
    }

    /// <summary>Says that a try failed.</summary>
    internal sealed class DoubtSignal : WakeSignal;
}
