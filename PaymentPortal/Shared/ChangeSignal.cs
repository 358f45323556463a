namespace PaymentPortal.Shared;

/// <summary>Says that our tables changed, without saying what: who shows figures reads them again.</summary>
public sealed class ChangeSignal
{
    private event Action? Changed;

    /// <summary>Calls back after every change until disposed. The callback runs on the changer's thread and must return at once.</summary>
    public IDisposable Subscribe(Action callback)
    {
        Changed += callback;
        return new Subscription(this, callback);
    }

    /// <summary>Tells everyone.</summary>
    public void Publish() => Changed?.Invoke();

    private sealed class Subscription(ChangeSignal owner, Action callback) : IDisposable
    {
        public void Dispose() => owner.Changed -= callback;
    }
}
