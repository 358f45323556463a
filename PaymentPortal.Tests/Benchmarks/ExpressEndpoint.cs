using System.Diagnostics;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Benchmarks;

/// <summary>What most people would write, in <c>Express/</c>: Express, stripe and better-sqlite3. Its packages are installed the first time.</summary>
internal sealed class ExpressEndpoint : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private Process? process;

    public Uri Address { get; } = AppProcess.FreeAddress();

    /// <summary>Starts it; null where there is no Node, or its packages cannot be had.</summary>
    public static async Task<ExpressEndpoint?> StartAsync(string secret, Action<string> tell)
    {
        var scripts = new NodeScripts("PaymentPortal.Tests/Benchmarks/Express");
        if (await scripts.LackAsync("better-sqlite3/build") is { } lack)
        {
            tell($"{lack} Express is left out.");
            return null;
        }
        var express = new ExpressEndpoint();
        express.process = Process.Start(new ProcessStartInfo("node", ["server.mjs", $"{express.Address.Port}", Path.Combine(express.folder.Path, "express.db"), secret])
        {
            WorkingDirectory = scripts.Folder,
            Environment = { ["NODE_ENV"] = "production" },
        })!;
        await PortalHealth.AnswersAsync(express.Address, () => express.process.HasExited ? "Node has ended." : "Node runs.");
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
}
