namespace PaymentPortal.Tests.Sandbox;

public sealed class IntentUpdateTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;

    public async ValueTask InitializeAsync() => sandbox = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Theory]
    [InlineData("payment_intents", "amount=1000&currency=usd&")]
    [InlineData("setup_intents", "")]
    public async Task A_payment_method_sent_empty_is_taken_off_an_intent(string kind, string form)
    {
        var intent = (await sandbox.PostAsync($"/v1/{kind}", $"{form}payment_method=pm_card_visa")).Ok();
        Assert.Equal("requires_confirmation", intent.Text("status"));
        var left = (await sandbox.PostAsync($"/v1/{kind}/{intent.Id}", "payment_method=")).Ok();
        Assert.Equal(("requires_payment_method", ""), (left.Text("status"), left.Text("payment_method")));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/{kind}/{intent.Id}/confirm")).Status);
        Assert.Equal("parameter_invalid_empty", (await sandbox.PostAsync($"/v1/{kind}", $"{form}payment_method=")).Text("error.code"));
    }

    [Fact]
    public async Task A_challenge_ends_where_the_payment_method_is_taken_off()
    {
        var intent = (await sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=usd&payment_method=pm_card_authenticationRequired&confirm=true&automatic_payment_methods[enabled]=true&return_url=https://example.com")).Ok();
        Assert.Equal("requires_action", intent.Text("status"));
        var left = (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}", "payment_method=")).Ok();
        Assert.Equal(("requires_payment_method", "", ""), (left.Text("status"), left.Text("payment_method"), left.Text("next_action")));
    }
}
