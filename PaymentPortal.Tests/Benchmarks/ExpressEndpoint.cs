using System.Diagnostics;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Benchmarks;

/// <summary>What most people would write, in <c>Express/</c>: Express, stripe and better-sqlite3. Its packages are installed the first time.</summary>
internal sealed class ExpressEndpoint : IAsyncDisposable
{
    private static readonly string Source = Path.Combine(Repository.Root, "PaymentPortal.Tests", "Benchmarks", "Express");
    private static readonly TimeSpan Installing = TimeSpan.FromMinutes(15);
    private readonly TemporaryFolder folder = new();
    private Process? process;

    public Uri Address { get; } = AppProcess.FreeAddress();

    /// <summary>Starts it; null where there is no Node, or its packages cannot be had.</summary>
    public static async Task<ExpressEndpoint?> StartAsync(string secret, Action<string> tell)
    {
        if (!await DoesAsync("node", ["--version"], TimeSpan.FromSeconds(10)))
        {
            tell("There is no Node here: Express is left out.");
            return null;
        }
        if (!Directory.Exists(Path.Combine(Source, "node_modules", "better-sqlite3", "build"))
            && !await DoesAsync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], Installing))
        {
            tell("npm could not install Express, stripe and better-sqlite3: Express is left out.");
            return null;
        }
        var express = new ExpressEndpoint();
        express.process = Process.Start(new ProcessStartInfo("node", ["server.mjs", $"{express.Address.Port}", Path.Combine(express.folder.Path, "express.db"), secret])
        {
            WorkingDirectory = Source,
            Environment = { ["NODE_ENV"] = "production" },
        })!;
        using var http = new HttpClient { BaseAddress = express.Address };
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            () => "Express does not come up.");
        return express;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process?.Dispose();
        folder.Dispose();
    }

    private static async Task<bool> DoesAsync(string program, string[] arguments, TimeSpan longest)
    {
        try
        {
            using var running = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Source, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = running.StandardOutput.ReadToEndAsync();
            var errors = running.StandardError.ReadToEndAsync();
            await running.WaitForExitAsync().WaitAsync(longest);
            await Task.WhenAll(output, errors);
            return running.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
