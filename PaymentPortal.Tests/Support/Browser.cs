using System.Diagnostics;
using Microsoft.Playwright;

namespace PaymentPortal.Tests.Support;

/// <summary>
/// One Chromium for all tests of a run, started when the first asks for it: an installed one, else Playwright's own, else the system's package.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    // The shell is the browser without its windows: the others draw their tool bars with each page, which costs half as much again.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Many times what it takes. Playwright itself waits for ever.</summary>
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>A browser profile of its own: no cookies, its own size, colours and language.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            chromium ??= await LaunchAsync();
        }
        finally
        {
            gate.Release();
        }
        return await chromium.NewContextAsync(options);
    }

    /// <summary>Closes a profile. One that the browser does not let go of is left to its end and said so: it is over for the test, and says nothing of the portal.</summary>
    public static Task CloseAsync(IBrowserContext context) => InTimeAsync(context.CloseAsync(), "a profile");

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await InTimeAsync(chromium.CloseAsync(), "itself");
        playwright?.Dispose();
        gate.Dispose();
    }

    /// <summary>The first of these programs that the search path holds.</summary>
    internal static string? Find(IEnumerable<string> names, string? searchPath) => names
        .SelectMany(name => (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static async Task InTimeAsync(Task closing, string what)
    {
        try
        {
            await closing.WaitAsync(Closing);
        }
        catch (TimeoutException)
        {
            TestContext.Current.SendDiagnosticMessage("The browser did not close {0} within {1} s.", what, Closing.TotalSeconds);
        }
    }

    private static string? Installed() => Find(Names, Environment.GetEnvironmentVariable("PATH"));

    private static async Task<bool> InstalledBySystemAsync()
    {
        if (!Environment.IsPrivilegedProcess || Find(["apt-get"], Environment.GetEnvironmentVariable("PATH")) is not { } installer)
            return false;
        // Older systems have the browser with its windows alone
        return await RunAsync("update", "-q") && (await InstallAsync(Names[0]) || await InstallAsync(Names[1])) && Installed() is not null;

        Task<bool> InstallAsync(string package) => RunAsync("install", "-q", "-y", "--no-install-recommends", package);

        async Task<bool> RunAsync(params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(installer, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode == 0;
        }
    }

    private async Task<IBrowser> LaunchAsync()
    {
        playwright ??= await Playwright.CreateAsync();
        if (Installed() is { } installed)
            return await StartAsync(installed);
        if (File.Exists(playwright.Chromium.ExecutablePath) || Microsoft.Playwright.Program.Main(["install", "chromium"]) == 0)
            return await StartAsync(null);
        if (await InstalledBySystemAsync())
            return await StartAsync(Installed());
        throw new InvalidOperationException("The browser tests need Chromium: none is installed, Playwright could not download one, and the system's package manager could not install it.");
    }

    private Task<IBrowser> StartAsync(string? program) =>
        playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Arguments, Headless = true });
}
