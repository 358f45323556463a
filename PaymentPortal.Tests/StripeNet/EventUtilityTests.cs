using Stripe;

namespace PaymentPortal.Tests.StripeNet;

public sealed class EventUtilityTests
{
    private const string Secret = "whsec_test";
    private const long Now = 1795176000;

    private const string Body = """
        {"id":"evt_1","object":"event","api_version":"2026-07-29.dahlia","created":1795175990,"livemode":false,"type":"invoice.paid","pending_webhooks":1,
         "request":{"id":"req_1","idempotency_key":"k"},
         "data":{"object":{"id":"in_1","object":"invoice","customer":"cus_1","amount_paid":29900,"surprise":"é"},"previous_attributes":{"status":"open"}}}
        """;

    [Fact]
    public void A_signed_event_is_read()
    {
        var read = EventUtility.ConstructEvent(Body, Header(Now), Secret, 300, Now);
        Assert.Equal("evt_1", read.Id);
        Assert.Equal(EventTypes.InvoicePaid, read.Type);
        Assert.Equal("2026-07-29.dahlia", read.ApiVersion);
        Assert.Equal("req_1", read.Request.Id);
        var invoice = Assert.IsType<Invoice>(read.Data.Object);
        Assert.Equal("cus_1", invoice.CustomerId);
        Assert.Equal(29900, invoice.AmountPaid);
        Assert.Contains("surprise", ((object)read.Data.RawObject).ToString(), StringComparison.Ordinal);
        Assert.Contains("open", ((object)read.Data.PreviousAttributes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_signature_is_the_published_one()
    {
        // HMAC-SHA256 of "1795176000.{}" under "whsec_test", made with openssl.
        Assert.Equal("71946f2340f5e5c410615b5cf53239cb36879bce47d3d27d8b15d9d626c072fd", EventUtility.ComputeSignature(Secret, "1795176000", "{}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-300)]
    [InlineData(300)]
    public void A_time_within_the_tolerance_is_good_either_way(long drift) =>
        EventUtility.ValidateSignature(Body, Header(Now + drift), Secret, 300, Now);

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public void A_stale_or_a_future_event_is_refused(long drift) => Refused(Header(Now + drift));

    [Fact]
    public void A_current_event_passes_by_the_clock_and_an_old_one_does_not()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        EventUtility.ValidateSignature(Body, Header(now), Secret);
        Assert.Throws<StripeException>(() => EventUtility.ConstructEvent(Body, Header(now - 400), Secret));
    }

    [Fact]
    public void A_wrong_secret_is_refused() => Refused($"t={Now},v1={EventUtility.ComputeSignature("whsec_other", $"{Now}", Body)}");

    [Fact]
    public void A_body_that_was_changed_is_refused() =>
        Assert.Throws<StripeException>(() => EventUtility.ValidateSignature(Body.Replace("29900", "19900", StringComparison.Ordinal), Header(Now), Secret, 300, Now));

    [Fact]
    public void A_time_that_was_changed_is_refused() =>
        Refused(Header(Now - 1000).Replace($"t={Now - 1000}", $"t={Now}", StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("t=,v1=")]
    [InlineData("t=1795176000")]
    [InlineData("t=soon,v1=00")]
    [InlineData("v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd")]
    public void A_header_that_is_missing_or_no_signature_is_refused(string header) => Refused(header);

    [Fact]
    public void The_old_scheme_alone_is_refused() => Refused(Header(Now).Replace("v1=", "v0=", StringComparison.Ordinal));

    [Fact]
    public void A_signature_without_its_time_is_refused() => Refused($"v1={EventUtility.ComputeSignature(Secret, "", Body)}");

    [Fact]
    public void One_good_signature_among_several_is_enough()
    {
        var good = EventUtility.ComputeSignature(Secret, $"{Now}", Body);
        EventUtility.ValidateSignature(Body, $"t={Now},v1={new string('0', 64)},v1={good},v0=abc", Secret, 300, Now);
    }

    [Fact]
    public void A_header_made_here_is_a_good_one() =>
        EventUtility.ValidateSignature(Body, EventUtility.GenerateSignatureHeader(Body, Secret, Now), Secret, 300, Now);

    [Theory]
    [InlineData("2026-09-30.dahlia", true)]
    [InlineData("2025-09-30.clover", false)]
    [InlineData("2019-05-16", false)]
    public void An_event_of_another_train_is_refused_unless_asked_for(string version, bool fits)
    {
        var body = Body.Replace("2026-07-29.dahlia", version, StringComparison.Ordinal);
        if (fits)
        {
            Assert.Equal("evt_1", EventUtility.ParseEvent(body).Id);
        }
        else
        {
            Assert.Throws<StripeException>(() => EventUtility.ParseEvent(body));
        }

        Assert.Equal(version, EventUtility.ParseEvent(body, throwOnApiVersionMismatch: false).ApiVersion);
    }

    [Fact]
    public void An_object_of_an_unknown_kind_is_kept_raw()
    {
        var read = EventUtility.ParseEvent(Body.Replace("\"object\":\"invoice\"", "\"object\":\"hologram\"", StringComparison.Ordinal));
        Assert.Null(read.Data.Object);
        Assert.Contains("hologram", ((object)read.Data.RawObject).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"data\":{}}")]
    [InlineData("not json")]
    public void A_body_that_is_no_event_is_refused_as_unreadable(string body) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => EventUtility.ParseEvent(body, throwOnApiVersionMismatch: false));

    private static string Header(long time) => $"t={time},v1={EventUtility.ComputeSignature(Secret, $"{time}", Body)}";

    private static void Refused(string header) =>
        Assert.Throws<StripeException>(() => EventUtility.ConstructEvent(Body, header, Secret, 300, Now));
}
