using PaymentPortal.Shared.Components;

namespace PaymentPortal.Tests.Shared.Components;

public sealed class PrettyJsonTests
{
    [Theory]
    [InlineData("""{"id":"pi_1","client_secret":"pi_1_secret_Abc9"}""", "pi_1")]
    [InlineData("""{"confirmation_secret":{"client_secret":"pi_2_secret_Abc9","type":"payment_intent"}}""", "payment_intent")]
    [InlineData("""{"next_action":{"redirect_to_url":{"url":"https://hooks.example/3d?payment_intent_client_secret=pi_1_secret_Abc9&x=kept"}}}""", "&x=kept")]
    [InlineData("""{"client_secret":"cs_test_a_secret_fidAbc9%2Fb","object":"checkout.session"}""", "checkout.session")]
    [InlineData("""{"secret":"whsec_Abc9","url":"https://pay.example.com"}""", "https://pay.example.com")]
    [InlineData("""{"broken":true,"client_secret":"seti_1_secret_Abc9",""", "broken")]
    public void Secrets_are_dots_and_the_rest_is_shown(string json, string kept)
    {
        var shown = PrettyJson.Of(json);
        Assert.DoesNotContain("Abc9", shown, StringComparison.Ordinal);
        Assert.Contains("••••", shown, StringComparison.Ordinal);
        Assert.Contains(kept, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"client_secret":null}""")]
    [InlineData("""{"description":"The secret_garden is no_secret here"}""")]
    public void What_is_no_secret_stays(string json) => Assert.DoesNotContain("•", PrettyJson.Of(json), StringComparison.Ordinal);
}
