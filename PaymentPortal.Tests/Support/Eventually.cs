using System.Diagnostics;

namespace PaymentPortal.Tests.Support;

/// <summary>Waits for what another process or thread brings about and does not signal to us, for a bounded time.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks again and again until the answer is yes, and fails with the sentence where it never is.</summary>
    public static async Task TrueAsync(Func<Task<bool>> question, Func<string> otherwise, TimeSpan? patience = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!await question())
        {
            if (Stopwatch.GetElapsedTime(started) > (patience ?? Patience))
                Assert.Fail(otherwise());
            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, Func{string}, TimeSpan?)"/>
    public static Task TrueAsync(Func<bool> question, string otherwise, TimeSpan? patience = null) =>
        TrueAsync(() => Task.FromResult(question()), () => otherwise, patience);
}
