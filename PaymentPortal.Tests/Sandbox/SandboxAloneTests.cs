using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Sandbox;

public sealed class SandboxAloneTests
{
    [Fact]
    public async Task The_portal_may_be_killed_while_the_sandbox_lives_and_gets_afterwards_what_it_missed()
    {
        var address = AppProcess.FreeAddress();
        await using var sandbox = await SandboxProcess.StartAsync(address, new Dictionary<string, string> { ["Sandbox:LongestRetryDelay"] = "00:00:00.500" });
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string> { ["Stripe:ApiBase"] = sandbox.Address.ToString() }, address);
        await portal.KillAsync();

        await sandbox.Api.PostAsync("customers", ("name", "Ada"));
        Assert.Single(await sandbox.Api.ListAsync("events", ("type", "customer.created"), ("delivery_success", "false")));

        await portal.RestartAsync();
        await Eventually.TrueAsync(
            async () => (await sandbox.Api.ListAsync("events", ("delivery_success", "false"))).Count == 0,
            () => "The portal did not take what it had missed: " + string.Join('\n', sandbox.Output));
    }

    [Fact]
    public async Task A_killed_sandbox_goes_on_where_it_was()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        var customer = (string?)(await sandbox.Api.PostAsync("customers", ("name", "Ada")))["id"];
        await sandbox.KillAsync();
        await sandbox.RestartAsync();
        Assert.Equal("Ada", (string?)(await sandbox.Api.GetAsync($"customers/{customer}"))["name"]);
    }
}
