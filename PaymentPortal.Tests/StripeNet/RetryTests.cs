using System.Net;
using Microsoft.AspNetCore.Http;
using Stripe;

namespace PaymentPortal.Tests.StripeNet;

public sealed class RetryTests
{
    private static readonly Func<HttpContext, Task> Fine = StripeWire.Json("""{"id":"cus_1","object":"customer"}""");

    public static TheoryData<string> Passing() => ["dropped", "409", "500", "503", "400 that asks for it"];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_passing_failure_is_tried_again_with_the_same_key_and_body(string failure)
    {
        Func<HttpContext, Task> answer = failure switch
        {
            "dropped" => StripeWire.DropsTheConnection,
            "409" => StripeWire.Error(409, "idempotency_error"),
            "500" => StripeWire.Error(500, "api_error"),
            "503" => StripeWire.Error(503, "api_error"),
            _ => StripeWire.Error(400, "invalid_request_error", null, ("Stripe-Should-Retry", "true")),
        };
        await using var wire = await StripeWire.StartAsync(answer, Fine);
        var customer = await CreateAsync(wire.Client());

        Assert.Equal("cus_1", customer.Id);
        Assert.Equal(2, wire.Received.Count);
        Assert.Single(wire.Received.Select(request => request.Headers["Idempotency-Key"]).Distinct());
        Assert.All(wire.Received, request => Assert.Equal("name=Ada", request.Body));
    }

    [Fact]
    public async Task After_two_more_attempts_the_last_failure_is_told()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Error(500, "api_error"));
        var thrown = await Assert.ThrowsAsync<StripeException>(() => CreateAsync(wire.Client()));

        Assert.Equal(HttpStatusCode.InternalServerError, thrown.HttpStatusCode);
        Assert.Equal(3, wire.Received.Count);
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(400, null)]
    [InlineData(402, null)]
    [InlineData(404, null)]
    [InlineData(409, "false")]
    [InlineData(500, "false")]
    public async Task What_another_attempt_would_not_mend_is_not_tried_again(int status, string? shouldRetry)
    {
        (string, string)[] headers = shouldRetry is null ? [] : [("Stripe-Should-Retry", shouldRetry)];
        await using var wire = await StripeWire.StartAsync(StripeWire.Error(status, "invalid_request_error", null, headers), Fine);
        var thrown = await Assert.ThrowsAsync<StripeException>(() => CreateAsync(wire.Client()));

        Assert.Equal(status, (int)thrown.HttpStatusCode);
        Assert.Single(wire.Received);
    }

    [Fact]
    public async Task A_time_out_is_tried_again()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Hangs, Fine);
        var customer = await CreateAsync(wire.Client(timeout: TimeSpan.FromMilliseconds(500)));

        Assert.Equal("cus_1", customer.Id);
        Assert.Single(wire.Received.Select(request => request.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task A_time_out_with_no_attempt_left_is_thrown()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Hangs);
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => CreateAsync(wire.Client(maxNetworkRetries: 0, timeout: TimeSpan.FromMilliseconds(200))));
        Assert.IsType<TimeoutException>(thrown.InnerException);
    }

    [Fact]
    public async Task A_cancelled_call_ends_and_is_not_tried_again()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Hangs, Fine);
        using var cancelling = new CancellationTokenSource();
        var call = CreateAsync(wire.Client(), cancellationToken: cancelling.Token);
        await wire.FirstReceived;
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(wire.Received);
    }

    [Fact]
    public async Task A_lost_server_is_told_as_such()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.DropsTheConnection);
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync(wire.Client(maxNetworkRetries: 1)));
        Assert.Equal(2, wire.Received.Count);
    }

    [Fact]
    public async Task Two_calls_have_two_keys_and_a_given_key_is_kept()
    {
        await using var wire = await StripeWire.StartAsync(Fine);
        var client = wire.Client();
        await CreateAsync(client);
        await CreateAsync(client);
        await CreateAsync(client, new RequestOptions { IdempotencyKey = "mine" });
        await new CustomerService(client).GetAsync("cus_1", cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(wire.Received[0].Headers["Idempotency-Key"], wire.Received[1].Headers["Idempotency-Key"]);
        Assert.Equal("mine", wire.Received[2].Headers["Idempotency-Key"]);
        await new CustomerService(client).DeleteAsync("cus_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Idempotency-Key", wire.Received[3].Headers.Keys);
        Assert.DoesNotContain("Idempotency-Key", wire.Received[4].Headers.Keys);
    }

    [Fact]
    public async Task Every_call_names_the_version_the_key_and_the_account()
    {
        await using var wire = await StripeWire.StartAsync(Fine);
        await CreateAsync(wire.Client(), new RequestOptions { ApiKey = "sk_test_other", StripeAccount = "acct_1" });

        var headers = Assert.Single(wire.Received).Headers;
        Assert.Equal("2026-07-29.dahlia", headers["Stripe-Version"]);
        Assert.Equal("Bearer sk_test_other", headers["Authorization"]);
        Assert.Equal("acct_1", headers["Stripe-Account"]);
        Assert.StartsWith("Stripe/v1 .NetBindings/52.2.0", headers["User-Agent"], StringComparison.Ordinal);
    }

    private static Task<Customer> CreateAsync(IStripeClient client, RequestOptions? requestOptions = null, CancellationToken? cancellationToken = null) =>
        new CustomerService(client).CreateAsync(
            new CustomerCreateOptions { Name = "Ada" }, requestOptions, cancellationToken ?? TestContext.Current.CancellationToken);
}
