namespace PaymentPortal.Tests.Sandbox;

/// <summary>What a challenge is good for: the payment that its holder was asked about, and no other.</summary>
public sealed class ChallengeTests : TillTests
{
    private const string Asking = "payment_method=pm_card_authenticationRequired&confirm=true&use_stripe_sdk=true";
    private const string Account =
        "payment_method_data[type]=us_bank_account&payment_method_data[us_bank_account][account_number]=000123456789&payment_method_data[us_bank_account][routing_number]=110000000"
        + "&payment_method_data[us_bank_account][account_holder_type]=individual&payment_method_data[billing_details][name]=Ada" + Till.Mandate;

    private async Task<Answer> AskedAsync(string kind, string more = "")
    {
        var asked = (await sandbox.PostAsync($"/v1/{kind}", $"{(kind == "payment_intents" ? "amount=5000&currency=usd&" : "")}customer={till.Customer}&{Asking}{more}")).Ok();
        Assert.Equal("requires_action", asked.Text("status"));
        return asked;
    }

    private Task<Answer> PassAsync(Answer asked) =>
        sandbox.PostAsync("/v1/3ds2/authenticate", $"source={asked.Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome=succeeded", Buyer.Page);

    private async Task<Answer> NowAsync(string kind, Answer intent) => (await sandbox.GetAsync($"/v1/{kind}/{intent.Id}?expand[]=payment_method")).Ok();

    [Theory]
    [InlineData("payment_intents")]
    [InlineData("setup_intents")]
    public async Task What_was_canceled_stays_canceled(string kind)
    {
        var asked = await AskedAsync(kind);
        (await sandbox.PostAsync($"/v1/{kind}/{asked.Id}/cancel")).Ok();
        Assert.Equal("resource_missing", (await PassAsync(asked)).Text("error.code"));
        var canceled = await NowAsync(kind, asked);
        Assert.Equal(("canceled", ""), (canceled.Text("status"), canceled.Text("payment_method.customer")));
        Assert.Empty(await sandbox.AllAsync("/v1/charges"));
    }

    [Theory]
    [InlineData("payment_intents", "amount=900000")]
    [InlineData("payment_intents", "currency=eur")]
    [InlineData("payment_intents", "payment_method=pm_card_mastercard")]
    [InlineData("setup_intents", "payment_method=pm_card_mastercard")]
    public async Task What_is_changed_has_to_be_confirmed_anew(string kind, string change)
    {
        var asked = await AskedAsync(kind);
        var changed = (await sandbox.PostAsync($"/v1/{kind}/{asked.Id}", change)).Ok();
        Assert.Equal(("requires_confirmation", null), (changed.Text("status"), changed.Body["next_action"]));
        Assert.Equal(400, (await PassAsync(asked)).Status);
        Assert.Equal("requires_confirmation", (await NowAsync(kind, asked)).Text("status"));
        Assert.Empty(await sandbox.AllAsync("/v1/charges"));
        Assert.Equal("succeeded", (await sandbox.PostAsync($"/v1/{kind}/{asked.Id}/confirm", "payment_method=pm_card_visa&return_url=https://example.com")).Ok().Text("status"));
    }

    [Theory]
    [InlineData("payment_intents", "metadata[order]=7")]
    [InlineData("payment_intents", "amount=5000&currency=usd")]
    [InlineData("setup_intents", "metadata[order]=7")]
    public async Task What_stays_as_it_was_goes_on_waiting_for_its_challenge(string kind, string change)
    {
        var asked = await AskedAsync(kind);
        Assert.Equal("requires_action", (await sandbox.PostAsync($"/v1/{kind}/{asked.Id}", change)).Ok().Text("status"));
        (await PassAsync(asked)).Ok();
        Assert.Equal("succeeded", (await NowAsync(kind, asked)).Text("status"));
    }

    [Theory]
    [InlineData("payment_intents")]
    [InlineData("setup_intents")]
    public async Task A_challenge_of_one_method_is_nothing_to_another(string kind)
    {
        var asked = await AskedAsync(kind);
        var other = (await sandbox.PostAsync($"/v1/{kind}/{asked.Id}/confirm", Account)).Ok();
        Assert.Equal("verify_with_microdeposits", other.Text("next_action.type"));
        Assert.Equal(400, (await PassAsync(asked)).Status);
        Assert.Equal("requires_action", (await NowAsync(kind, asked)).Text("status"));
    }

    [Fact]
    public async Task A_payment_that_its_server_confirms_waits_for_it_after_the_challenge()
    {
        var asked = await AskedAsync("payment_intents", "&confirmation_method=manual");
        (await PassAsync(asked)).Ok();
        var passed = await NowAsync("payment_intents", asked);
        Assert.Equal(("requires_confirmation", null), (passed.Text("status"), passed.Body["next_action"]));
        Assert.Empty(await sandbox.AllAsync("/v1/charges"));

        var page = await sandbox.PostAsync($"/v1/payment_intents/{asked.Id}/confirm", $"client_secret={asked.Text("client_secret")}", Buyer.Page);
        Assert.Equal(400, page.Status);
        Assert.StartsWith($"This PaymentIntent {asked.Id} cannot be confirmed using your publishable key", page.Text("error.message"), StringComparison.Ordinal);
        var paid = (await sandbox.PostAsync($"/v1/payment_intents/{asked.Id}/confirm", "return_url=https://example.com&expand[]=latest_charge")).Ok();
        Assert.Equal(("succeeded", "challenge"), (paid.Text("status"), paid.Text("latest_charge.payment_method_details.card.three_d_secure.authentication_flow")));
    }

    [Theory]
    [InlineData("amount=6000", "")]
    [InlineData("metadata[order]=7", "&payment_method=pm_card_threeDSecure2Required")]
    public async Task A_passed_challenge_counts_for_what_was_asked_alone(string change, string with)
    {
        var asked = await AskedAsync("payment_intents", "&confirmation_method=manual");
        (await PassAsync(asked)).Ok();
        (await sandbox.PostAsync($"/v1/payment_intents/{asked.Id}", change)).Ok();
        Assert.Equal("requires_action", (await sandbox.PostAsync($"/v1/payment_intents/{asked.Id}/confirm", "return_url=https://example.com" + with)).Ok().Text("status"));
        Assert.Empty(await sandbox.AllAsync("/v1/charges"));
    }
}
