using PaymentPortal.Shared;

namespace PaymentPortal.Operations.Demo;

/// <summary>How far the demo's year is, for those who look at its figures meanwhile.</summary>
internal sealed class DemoProgress(ChangeSignal signal)
{
    public int Played { get; private set; }

    /// <summary>How many customers the year has; 0 where none is played.</summary>
    public int Total { get; private set; }

    public bool IsPlaying => Played < Total;

    public void Say(int played, int total)
    {
        (Played, Total) = (played, total);
        signal.Publish();
    }
}
