using System.Text.Json;
using Stripe;

namespace PaymentPortal.Tests.StripeNet;

public sealed class DecodingTests
{
    [Fact]
    public async Task A_reference_that_is_not_expanded_is_an_id_alone()
    {
        var subscription = await FetchAsync<Subscription>("""{"id":"sub_1","object":"subscription","customer":"cus_1","latest_invoice":null,"discounts":["di_1","di_2"]}""");
        Assert.Equal("cus_1", subscription.CustomerId);
        Assert.Null(subscription.Customer);
        Assert.Null(subscription.LatestInvoiceId);
        Assert.Equal(["di_1", "di_2"], subscription.DiscountIds);
    }

    [Fact]
    public async Task An_expanded_reference_is_an_object_with_its_id_beside_it()
    {
        var subscription = await FetchAsync<Subscription>("""
            {"id":"sub_1","customer":{"id":"cus_1","object":"customer","deleted":true},
             "latest_invoice":{"id":"in_1","object":"invoice","confirmation_secret":{"client_secret":"s","type":"payment_intent"},
               "payments":{"object":"list","has_more":false,"url":"/v1/invoice_payments","data":[
                 {"id":"inpay_1","object":"invoice_payment","invoice":"in_1","payment":{"type":"payment_intent","payment_intent":{"id":"pi_1","object":"payment_intent","status":"succeeded"}}}]}},
             "discounts":[{"id":"di_1","object":"discount","source":{"type":"coupon","coupon":"SAVE"}}]}
            """);
        Assert.Equal("cus_1", subscription.CustomerId);
        Assert.True(subscription.Customer.Deleted);
        Assert.Equal("in_1", subscription.LatestInvoiceId);
        Assert.Equal("s", subscription.LatestInvoice.ConfirmationSecret.ClientSecret);
        var payment = Assert.Single(subscription.LatestInvoice.Payments.Data);
        Assert.Equal("pi_1", payment.Payment.PaymentIntentId);
        Assert.Equal("succeeded", payment.Payment.PaymentIntent.Status);
        Assert.Equal("SAVE", Assert.Single(subscription.Discounts).Source.CouponId);
    }

    [Fact]
    public async Task Instants_are_utc()
    {
        var subscription = await FetchAsync<Subscription>("""
            {"created":1795176000,"cancel_at":null,"ended_at":1795176001,
             "items":{"object":"list","has_more":false,"url":"/","data":[{"id":"si_1","current_period_start":1795176000,"current_period_end":1797768000}]}}
            """);
        Assert.Equal(new DateTime(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc), subscription.Created);
        Assert.Equal(DateTimeKind.Utc, subscription.Created.Kind);
        Assert.Null(subscription.CancelAt);
        Assert.Equal(1, subscription.EndedAt!.Value.Second);
        Assert.Equal(new DateTime(2026, 12, 20, 12, 0, 0, DateTimeKind.Utc), Assert.Single(subscription.Items).CurrentPeriodEnd);
    }

    [Fact]
    public async Task What_nobody_knows_yet_is_passed_over_and_kept_in_the_raw_answer()
    {
        var subscription = await FetchAsync<Subscription>("""{"id":"sub_1","status":"hibernating","new_field":{"a":[1]},"days_until_due":null,"cancel_at_period_end":null}""");
        Assert.Equal("hibernating", subscription.Status);
        Assert.False(subscription.CancelAtPeriodEnd);
        Assert.Equal(1, subscription.RawJsonElement!.Value.GetProperty("new_field").GetProperty("a")[0].GetInt32());
    }

    [Fact]
    public async Task Decimals_come_as_text_and_amounts_keep_every_digit()
    {
        var price = await FetchAsync<Price>("""{"unit_amount":9007199254740993,"unit_amount_decimal":"0.000000000001","recurring":{"interval":"month","interval_count":1}}""");
        Assert.Equal(9007199254740993L, price.UnitAmount);
        Assert.Equal(0.000000000001m, price.UnitAmountDecimal);
        Assert.Equal("month", price.Recurring.Interval);
    }

    [Theory]
    [InlineData("charge", typeof(Charge))]
    [InlineData("refund", typeof(Refund))]
    [InlineData("dispute", typeof(Dispute))]
    public async Task A_union_is_read_by_the_kind_of_its_object(string kind, Type type)
    {
        var transaction = await FetchAsync<BalanceTransaction>($$"""{"id":"txn_1","source":{"id":"x_1","object":"{{kind}}","amount":5} }""");
        Assert.Equal("x_1", transaction.SourceId);
        Assert.IsType(type, transaction.Source);
    }

    [Theory]
    [InlineData("topup")]
    [InlineData("customer")]
    public async Task A_kind_that_no_class_reads_leaves_the_id(string kind)
    {
        var transaction = await FetchAsync<BalanceTransaction>($$"""{"id":"txn_1","source":{"id":"x_1","object":"{{kind}}"} }""");
        Assert.Equal("x_1", transaction.SourceId);
        Assert.Null(transaction.Source);
    }

    [Fact]
    public async Task The_answer_carries_its_time_and_ids()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Json(
            """{"id":"cus_1"}""", 200, ("Request-Id", "req_1"), ("Idempotency-Key", "key-1"), ("Date", "Fri, 20 Nov 2026 12:00:00 GMT")));
        var customer = await new CustomerService(wire.Client()).GetAsync("cus_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("req_1", customer.StripeResponse.RequestId);
        Assert.Equal("key-1", customer.StripeResponse.IdempotencyKey);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), customer.StripeResponse.Date);
        Assert.Equal("""{"id":"cus_1"}""", customer.StripeResponse.Content);
    }

    [Fact]
    public void What_is_written_reads_the_same_again()
    {
        const string json = """
            {"id":"in_1","object":"invoice","customer":{"id":"cus_1","object":"customer","email":"a@example.com"},"subtotal":100,"created":1795176000,
             "discounts":["di_1"],"lines":{"object":"list","has_more":false,"url":"/v1/invoices/in_1/lines","data":[
               {"id":"il_1","object":"line_item","amount":100,"period":{"start":1795176000,"end":1797768000},
                "pricing":{"type":"price_details","price_details":{"price":"price_1","product":"prod_1"}}}]}}
            """;
        var written = Invoice.FromJson(Invoice.FromJson(json).ToJson());
        Assert.Equal("cus_1", written.CustomerId);
        Assert.Equal("a@example.com", written.Customer.Email);
        Assert.Equal(["di_1"], written.DiscountIds);
        Assert.Equal(1795176000, new DateTimeOffset(written.Lines.Data[0].Period.Start).ToUnixTimeSeconds());
        Assert.Equal("prod_1", written.Lines.Data[0].Pricing.PriceDetails.Product);
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_an_error_with_the_request_named()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Json("<html>", 200, ("Request-Id", "req_9")));
        var thrown = await Assert.ThrowsAnyAsync<Exception>(
            () => new CustomerService(wire.Client()).GetAsync("cus_1", cancellationToken: TestContext.Current.CancellationToken));
        Assert.True(thrown is StripeException { StripeResponse.RequestId: "req_9" } or JsonException, thrown.ToString());
    }

    private static async Task<T> FetchAsync<T>(string json)
        where T : StripeEntity
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Json(json));
        return await wire.Client().RequestAsync<T>(HttpMethod.Get, "/v1/anything", null, null, TestContext.Current.CancellationToken);
    }
}
