namespace PaymentPortal.Tests.Support;

public sealed class PortalProcessTests
{
    [Fact]
    public async Task It_can_be_killed_and_started_again_where_it_was()
    {
        await using var portal = await PortalProcess.StartAsync();
        using var http = new HttpClient { BaseAddress = portal.Address };
        (await http.GetAsync("/no-such-page", TestContext.Current.CancellationToken)).Dispose();
        await portal.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/no-such-page", TestContext.Current.CancellationToken));
        await portal.RestartAsync();
        (await http.GetAsync("/no-such-page", TestContext.Current.CancellationToken)).Dispose();
        await portal.StopAsync();
        Assert.Equal(0, portal.ExitCode);
    }

    [Fact]
    public async Task An_app_that_ends_at_once_is_not_waited_for()
    {
        await using var portal = PortalProcess.Launch(new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "not an address" });
        var failure = await Record.ExceptionAsync(portal.ReadyAsync);
        Assert.Contains("ended instead of becoming ready", failure?.Message, StringComparison.Ordinal);
        await portal.EndedAsync();
        Assert.NotEqual(0, portal.ExitCode);
    }
}
