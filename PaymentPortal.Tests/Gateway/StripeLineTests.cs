using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;
using PaymentPortal.Tests.StripeNet;
using PaymentPortal.Tests.Support;
using Polly.CircuitBreaker;
using Stripe;

namespace PaymentPortal.Tests.Gateway;

public sealed class StripeLineTests
{
    private static readonly Func<HttpContext, Task> Fine = StripeWire.Json("""{"id":"cus_1","object":"customer"}""");
    private static readonly Func<HttpContext, Task> Broken = StripeWire.Error(500, "api_error");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Too_many_requests_is_waited_for_as_long_as_Stripe_asks_and_sent_again_as_the_same_request()
    {
        await using var wire = await StripeWire.StartAsync(TooMany("3"), Fine);
        using var line = new LineToStripe(wire);
        var call = LineToStripe.CreateAsync(line.Once);
        await line.PassSleepAsync(TimeSpan.FromSeconds(2.9));
        Assert.Single(wire.Received);
        line.Time.Advance(TimeSpan.FromSeconds(0.4));

        Assert.Equal("cus_1", (await call).Id);
        Assert.Equal(2, wire.Received.Count);
        Assert.Single(wire.Received.Select(request => request.Headers["Idempotency-Key"]).Distinct());
        Assert.All(wire.Received, request => Assert.Equal("name=Ada", request.Body));
    }

    [Theory]
    [InlineData("86400")]
    [InlineData("a date")]
    public async Task No_wait_is_longer_than_a_person_would(string retryAfter)
    {
        await using var wire = await StripeWire.StartAsync(
            TooMany(retryAfter == "a date" ? new ManualTime().GetUtcNow().AddHours(1).ToString("r", CultureInfo.InvariantCulture) : retryAfter), Fine);
        using var line = new LineToStripe(wire);
        var call = LineToStripe.CreateAsync(line.Once);
        await line.PassSleepAsync(StripeLine.LongestWait - Second);
        Assert.Single(wire.Received);
        line.Time.Advance(Second * 1.25);
        Assert.Equal("cus_1", (await call).Id);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("in a while", "true")]
    [InlineData("0", "false")]
    public async Task After_the_last_wait_it_is_told_that_Stripe_is_busy_and_nothing_begins_anew(string? retryAfter, string? shouldRetry)
    {
        await using var wire = await StripeWire.StartAsync(TooMany(retryAfter, shouldRetry));
        using var line = new LineToStripe(wire);
        var call = LineToStripe.CreateAsync(line.Repeating);
        for (var wait = 0; wait < StripeLine.MostWaits; wait++)
            await line.PassSleepAsync(StripeLine.LongestWait + Second);

        var thrown = await Assert.ThrowsAsync<StripeException>(() => call);
        Assert.Equal(HttpStatusCode.TooManyRequests, thrown.HttpStatusCode);
        Assert.Equal(1 + StripeLine.MostWaits, wire.Received.Count);
        Assert.Single(wire.Received.Select(request => request.Headers["Idempotency-Key"]).Distinct());
        Assert.Equal(StripeFault.Busy, StripeFault.Translate(thrown).Code);
        Assert.Null(line.Health.DownSince);
    }

    [Fact]
    public async Task Somebody_who_leaves_while_it_waits_ends_the_call()
    {
        await using var wire = await StripeWire.StartAsync(TooMany("4"), Fine);
        using var line = new LineToStripe(wire);
        using var leaving = new CancellationTokenSource();
        var call = LineToStripe.CreateAsync(line.Repeating, leaving.Token);
        await line.PassSleepAsync(Second);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(wire.Received);
    }

    [Fact]
    public async Task Where_no_answer_comes_Stripe_is_left_alone_for_a_while_and_then_asked_once()
    {
        await using var wire = await StripeWire.StartAsync(Broken, StripeWire.DropsTheConnection, Broken, StripeWire.DropsTheConnection, Broken, Fine);
        using var line = new LineToStripe(wire);
        var began = line.Time.GetUtcNow();
        for (var call = 0; call < StripeLine.MostFailures; call++)
        {
            Assert.Null(line.Health.DownSince);
            await Assert.ThrowsAnyAsync<Exception>(() => LineToStripe.CreateAsync(line.Once));
            Assert.True(line.Health.IsInDoubt);
            line.Time.Advance(Second);
        }
        Assert.Equal(began, line.Health.DownSince);
        var refused = await Assert.ThrowsAnyAsync<BrokenCircuitException>(() => LineToStripe.CreateAsync(line.Repeating));
        Assert.Equal(StripeFault.Unreachable, StripeFault.Translate(refused).Code);
        Assert.True(StripeFault.IsExpected(refused));
        Assert.Equal(4, wire.Received.Count);

        line.Time.Advance(StripeLine.Break);
        await Assert.ThrowsAsync<StripeException>(() => LineToStripe.CreateAsync(line.Once));
        await Assert.ThrowsAnyAsync<BrokenCircuitException>(() => LineToStripe.CreateAsync(line.Once));
        Assert.Equal(began, line.Health.DownSince);
        Assert.Equal(5, wire.Received.Count);

        line.Time.Advance(StripeLine.Break);
        Assert.Equal("cus_1", (await LineToStripe.CreateAsync(line.Once)).Id);
        Assert.Equal((null, false), (line.Health.DownSince, line.Health.IsInDoubt));
        Assert.Equal("cus_1", (await LineToStripe.CreateAsync(line.Once)).Id);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(402)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task A_refusal_is_an_answer_however_often_it_comes(int status)
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Error(status, "invalid_request_error"));
        using var line = new LineToStripe(wire);
        for (var call = 0; call < 20; call++)
            await Assert.ThrowsAsync<StripeException>(() => LineToStripe.CreateAsync(line.Once));
        Assert.Equal(20, wire.Received.Count);
        Assert.Equal((null, false), (line.Health.DownSince, line.Health.IsInDoubt));
        Assert.NotNull(line.Health.AnsweredAt);
    }

    [Fact]
    public async Task A_key_that_Stripe_does_not_know_is_told_and_is_no_failure_to_answer()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Error(401, "invalid_request_error"), Fine);
        using var line = new LineToStripe(wire);
        var refused = await Assert.ThrowsAsync<StripeException>(() => LineToStripe.CreateAsync(line.Repeating));
        Assert.True(StripeFault.IsExpected(refused));
        Assert.Equal(StripeFault.KeyRefused, StripeFault.Translate(refused).Code);
        Assert.Equal((true, null), (line.Health.RefusesKey, line.Health.DownSince));
        await LineToStripe.CreateAsync(line.Repeating);
        Assert.False(line.Health.RefusesKey);
    }

    [Fact]
    public async Task An_answer_that_stops_in_its_middle_is_given_up_tried_again_and_counted()
    {
        await using var wire = await StripeWire.StartAsync(
            async http =>
            {
                http.Response.ContentLength = 1000;
                await http.Response.WriteAsync("{\"id\":");
                await http.Response.Body.FlushAsync();
                await StripeWire.Hangs(http);
            },
            Fine);
        using var line = new LineToStripe(wire, TimeSpan.FromMilliseconds(300), TimeProvider.System);
        Assert.Equal("cus_1", (await LineToStripe.CreateAsync(line.Repeating)).Id);
        Assert.Single(wire.Received.Select(request => request.Headers["Idempotency-Key"]).Distinct());

        await using var silent = await StripeWire.StartAsync(StripeWire.Hangs);
        using var dead = new LineToStripe(silent, TimeSpan.FromMilliseconds(100), TimeProvider.System);
        for (var call = 0; call < StripeLine.MostFailures; call++)
        {
            var late = await Assert.ThrowsAsync<TaskCanceledException>(() => LineToStripe.CreateAsync(dead.Once));
            Assert.True(StripeFault.IsExpected(late));
        }
        Assert.NotNull(dead.Health.DownSince);
    }

    [Fact]
    public async Task Somebody_who_leaves_says_nothing_about_Stripe()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Hangs);
        using var line = new LineToStripe(wire);
        for (var call = 0; call < 6; call++)
        {
            using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            var left = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LineToStripe.CreateAsync(line.Repeating, leaving.Token));
            Assert.False(StripeFault.IsExpected(left));
        }
        Assert.Equal((null, false), (line.Health.DownSince, line.Health.IsInDoubt));
    }

    [Theory]
    [InlineData("email_invalid", true)]
    [InlineData("parameter_unknown", false)]
    public async Task A_mail_address_that_Stripe_does_not_take_is_told_beside_its_field_and_other_mistakes_are_faults_of_ours(string code, bool isTold)
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Error(400, "invalid_request_error", code));
        using var line = new LineToStripe(wire);
        var refused = await Assert.ThrowsAsync<StripeException>(() => LineToStripe.CreateAsync(line.Once));
        Assert.Equal(isTold, StripeFault.IsExpected(refused));
        if (isTold)
            Assert.Equal(new Refusal("email_invalid", "The payment service does not take this mail address. Check how it is written.", "Email"), StripeFault.Translate(refused));
    }

    private static Func<HttpContext, Task> TooMany(string? retryAfter, string? shouldRetry = null)
    {
        List<(string, string)> headers = [];
        if (retryAfter is not null)
            headers.Add(("Retry-After", retryAfter));
        if (shouldRetry is not null)
            headers.Add(("Stripe-Should-Retry", shouldRetry));
        return StripeWire.Error(429, "invalid_request_error", "rate_limit", [.. headers]);
    }
}
