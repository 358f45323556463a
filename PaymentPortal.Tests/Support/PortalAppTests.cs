using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaymentPortal.Tests.Support;

public sealed class PortalAppTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task It_answers_on_a_port_of_its_own()
    {
        using var answer = await app.Http.GetAsync("/no-such-page", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await using var another = await PortalApp.StartAsync();
        Assert.NotEqual(app.Address, another.Address);
    }

    [Fact]
    public async Task Its_settings_are_those_of_the_test()
    {
        await using var other = await PortalApp.StartAsync(new Dictionary<string, string> { ["Demo:Seed"] = "true" });
        Assert.Equal("false", app.Services.GetRequiredService<IConfiguration>()["Demo:Seed"]);
        Assert.Equal("true", other.Services.GetRequiredService<IConfiguration>()["Demo:Seed"]);
        Assert.Equal(app.DataDirectory, app.Services.GetRequiredService<IConfiguration>()["Data:Directory"]);
    }

    [Fact]
    public async Task Its_data_directory_goes_with_it()
    {
        var other = await PortalApp.StartAsync();
        Assert.True(Directory.Exists(other.DataDirectory));
        await other.DisposeAsync();
        Assert.False(Directory.Exists(other.DataDirectory));
    }

    [Fact]
    public async Task A_warning_in_the_log_is_noticed()
    {
        await using var other = await PortalApp.StartAsync();
        other.Log.ShouldBeClean();
        other.Services.GetRequiredService<ILogger<PortalAppTests>>().LogWarning("The disk is almost full");
        Assert.ThrowsAny<Exception>(() => other.Log.ShouldBeClean());
        other.Log.ShouldBeClean("almost full");
    }

    [Fact]
    public async Task A_service_can_be_replaced()
    {
        var time = new ManualTime();
        await using var other = await PortalApp.StartAsync(services: services => services.AddSingleton<TimeProvider>(time));
        Assert.Same(time, other.Services.GetRequiredService<TimeProvider>());
    }
}
