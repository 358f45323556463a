namespace PaymentPortal.Sandbox.Webhooks;

/// <summary>The bells that a request rings when it leaves something to do.</summary>
internal sealed class Alarms
{
    public Signal Deliveries { get; } = new();

    public Signal Clocks { get; } = new();
}
