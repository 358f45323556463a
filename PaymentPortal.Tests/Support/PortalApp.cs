using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaymentPortal.Tests.Support;

/// <summary>
/// The real app, in this process, on a real port of its own and with a data directory of its own. As a class fixture it runs with the settings of
/// tests; <see cref="StartAsync"/> takes others.
/// </summary>
public sealed class PortalApp : IAsyncLifetime
{
    /// <summary>Several times what a start or a stop takes beside all other tests; an app that is stopped lets what it answers come to its end for 30 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();
    private readonly List<HttpClient> clients = [];
    private readonly Dictionary<string, string> settings;
    private readonly Factory factory;
    private readonly bool beginsAnew;
    private StripeProxy? proxy;

    public PortalApp()
        : this([], null)
    {
    }

    private PortalApp(IEnumerable<KeyValuePair<string, string>> settings, Action<IServiceCollection>? services)
    {
        var own = settings.ToList();
        this.settings = PortalSettings.With(folder.Path, own);
        beginsAnew = services is not null || StartedOnce.DependsOn(own.Select(setting => setting.Key));
        factory = new Factory(this.settings, services, Log);
        // Without a port: the factory would set it while the app is already starting. Its setting asks for any that is free
        factory.UseKestrel();
    }

    /// <summary>Where the app listens, such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A browser's client: it keeps cookies and does not follow redirects.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>The sandbox that stands for Stripe.</summary>
    public SandboxApi Sandbox { get; private set; } = null!;

    /// <summary>The app's own services.</summary>
    public IServiceProvider Services => factory.Services;

    /// <summary>What the app logged.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>The folder of every file that the app writes.</summary>
    public string DataDirectory => folder.Path;

    /// <summary>Starts the app with settings, and with services replaced where a test says so (a clock, a mail server).</summary>
    public static async Task<PortalApp> StartAsync(IEnumerable<KeyValuePair<string, string>>? settings = null, Action<IServiceCollection>? services = null)
    {
        var app = new PortalApp(settings ?? [], services);
        try
        {
            await app.InitializeAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (StripeProxy.IsAsked && !settings.ContainsKey("Stripe:ApiBase"))
        {
            var own = AppProcess.FreeAddress();
            proxy = await StripeProxy.StartAsync(own);
            settings["urls"] = own.GetLeftPart(UriPartial.Authority);
            settings["Stripe:ApiBase"] = proxy!.Address.AbsoluteUri;
            // What the browser's script says to the sandbox is between the two, as with Stripe's own: no published call
            settings["Stripe:ElementBase"] = own.AbsoluteUri;
        }
        else if (!beginsAnew)
        {
            await StartedOnce.CopyAsync(folder.Path);
        }
        await WithinPatienceAsync(Task.Run(factory.StartServer), "start");
        Address = new Uri(factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = NewClient();
        Sandbox = new SandboxApi(proxy?.Address ?? Address);
        await PortalHealth.BecomesReadyAsync(Address, () => false, () => string.Join('\n', Log.Problems));
    }

    /// <summary>A client with no cookies yet: another person.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Address };
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        Sandbox?.Dispose();
        try
        {
            await (proxy?.CheckAsync() ?? Task.CompletedTask);
        }
        finally
        {
            await WithinPatienceAsync(factory.DisposeAsync().AsTask(), "stop");
            await (proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
            folder.Dispose();
        }
    }

    /// <summary>A start or a stop that hangs fails here, and does not hold the whole run.</summary>
    private async Task WithinPatienceAsync(Task step, string what)
    {
        try
        {
            await step.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The app did not {what} within {Patience.TotalSeconds} s. It said:\n{string.Join('\n', Log.Problems)}");
        }
    }

    private sealed class Factory(Dictionary<string, string> settings, Action<IServiceCollection>? services, CapturedLog log) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseContentRoot(Repository.Root);
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
            if (services is not null)
                builder.ConfigureServices(services);
        }
    }
}
