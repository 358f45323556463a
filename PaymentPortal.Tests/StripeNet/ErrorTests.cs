using System.Net;
using Stripe;

namespace PaymentPortal.Tests.StripeNet;

public sealed class ErrorTests
{
    [Fact]
    public async Task A_declined_card_tells_its_code_and_the_payment()
    {
        var thrown = await FailAsync(402, """
            {"error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","message":"Your card has insufficient funds.",
              "param":"","doc_url":"https://stripe.com/docs/error-codes/card-declined","charge":"ch_1","advice_code":"try_again_later",
              "payment_intent":{"id":"pi_1","object":"payment_intent","status":"requires_payment_method","client_secret":"s",
                "last_payment_error":{"code":"card_declined","payment_method":{"id":"pm_1","object":"payment_method","card":{"brand":"visa","last4":"9995"}}}}}}
            """);
        Assert.Equal(HttpStatusCode.PaymentRequired, thrown.HttpStatusCode);
        Assert.Equal("Your card has insufficient funds.", thrown.Message);
        Assert.Equal("card_error", thrown.StripeError.Type);
        Assert.Equal("card_declined", thrown.StripeError.Code);
        Assert.Equal("insufficient_funds", thrown.StripeError.DeclineCode);
        Assert.Equal("try_again_later", thrown.StripeError.AdviceCode);
        Assert.Equal("ch_1", thrown.StripeError.Charge);
        Assert.Equal("pi_1", thrown.StripeError.PaymentIntent.Id);
        Assert.Equal("9995", thrown.StripeError.PaymentIntent.LastPaymentError.PaymentMethod.Card.Last4);
        Assert.Equal("req_1", thrown.StripeResponse.RequestId);
    }

    [Fact]
    public async Task A_missing_object_tells_the_parameter()
    {
        var thrown = await FailAsync(404, """{"error":{"type":"invalid_request_error","code":"resource_missing","param":"id","message":"No such customer: 'cus_x'"}}""");
        Assert.Equal(HttpStatusCode.NotFound, thrown.HttpStatusCode);
        Assert.Equal("resource_missing", thrown.StripeError.Code);
        Assert.Equal("id", thrown.StripeError.Param);
    }

    [Fact]
    public async Task An_error_of_oauth_is_read_too()
    {
        var thrown = await FailAsync(401, """{"error":"invalid_client","error_description":"No such application."}""");
        Assert.Equal("invalid_client", thrown.StripeError.Error);
        Assert.Equal("No such application.", thrown.StripeError.ErrorDescription);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task An_error_that_cannot_be_read_keeps_status_and_request(string body)
    {
        var thrown = await FailAsync(400, body);
        Assert.Equal(HttpStatusCode.BadRequest, thrown.HttpStatusCode);
        Assert.Equal("req_1", thrown.StripeResponse.RequestId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk test")]
    [InlineData("sk_test\n")]
    public void A_key_that_cannot_be_one_is_refused(string key) => Assert.Throws<ArgumentException>(() => new StripeClient(key));

    [Fact]
    public async Task A_call_without_a_key_is_refused()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Json("{}"));
        var client = new StripeClient(new StripeClientOptions { ApiBase = wire.Address });
        await Assert.ThrowsAsync<StripeException>(() => new CustomerService(client).GetAsync("cus_1", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(wire.Received);
    }

    private static async Task<StripeException> FailAsync(int status, string body)
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Json(body, status, ("Request-Id", "req_1")));
        return await Assert.ThrowsAsync<StripeException>(
            () => new PaymentIntentService(wire.Client()).ConfirmAsync("pi_1", cancellationToken: TestContext.Current.CancellationToken));
    }
}
