using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;
using PaymentPortal.Tests.StripeNet;
using PaymentPortal.Tests.Support;
using Stripe;

namespace PaymentPortal.Tests.Gateway;

/// <summary>The portal's line to a Stripe that a test lays out, with a clock that the test moves.</summary>
internal sealed class LineToStripe : IDisposable
{
    private readonly HttpClient http;
    private int sleeps;
    private int passed;

    public LineToStripe(StripeWire wire, TimeSpan? timeout = null, TimeProvider? time = null)
    {
        Health = new StripeHealth(Time, new ChangeSignal(), NullLogger<StripeHealth>.Instance);
        http = new HttpClient(new StripeLine(new SocketsHttpHandler(), timeout ?? Patience, Health, time ?? new Sleeps(this))) { Timeout = Timeout.InfiniteTimeSpan };
        Once = new StripeClient("sk_test_wire", httpClient: new SystemNetHttpClient(http, maxNetworkRetries: 0), apiBase: wire.Address);
        Repeating = new StripeClient("sk_test_wire", httpClient: new SystemNetHttpClient(http), apiBase: wire.Address);
    }

    /// <summary>The time that a try may take.</summary>
    private static TimeSpan Patience => TimeSpan.FromSeconds(80);

    public ManualTime Time { get; } = new();

    public StripeHealth Health { get; }

    /// <summary>A client that does not repeat what failed.</summary>
    public StripeClient Once { get; }

    /// <summary>A client as the portal has it.</summary>
    public StripeClient Repeating { get; }

    /// <summary>Makes a customer.</summary>
    public static Task<Customer> CreateAsync(StripeClient client, CancellationToken? cancellation = null) =>
        new CustomerService(client).CreateAsync(new CustomerCreateOptions { Name = "Ada" }, null, cancellation ?? TestContext.Current.CancellationToken);

    /// <summary>Waits until the line sleeps once more, and lets this much time pass.</summary>
    public async Task PassSleepAsync(TimeSpan time)
    {
        await Eventually.TrueAsync(() => Volatile.Read(ref sleeps) > passed, "The line does not wait.", TimeSpan.FromSeconds(10));
        passed++;
        Time.Advance(time);
    }

    public void Dispose() => http.Dispose();

    /// <summary>The test's clock, which notes when somebody begins to sleep on it; the end of a try's time is no sleep.</summary>
    private sealed class Sleeps(LineToStripe line) : TimeProvider
    {
        public override long TimestampFrequency => line.Time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => line.Time.GetUtcNow();

        public override long GetTimestamp() => line.Time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = line.Time.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime < Patience)
                Interlocked.Increment(ref line.sleeps);
            return timer;
        }
    }
}
