using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Shared;

public sealed class ChangeSignalTests
{
    [Fact]
    public void Nobody_is_forgotten_of_many_who_come_at_once()
    {
        var (signal, heard) = (new ChangeSignal(), 0);
        var subscriptions = new IDisposable[2_000];
        Parallel.For(0, subscriptions.Length, i => subscriptions[i] = signal.Subscribe(() => heard++));
        signal.Publish();
        Assert.Equal(subscriptions.Length, heard);
    }

    [Fact]
    public void Who_has_left_is_not_called_any_more()
    {
        var (signal, heard) = (new ChangeSignal(), 0);
        signal.Subscribe(() => heard++).Dispose();
        signal.Publish();
        Assert.Equal(0, heard);
    }
}
