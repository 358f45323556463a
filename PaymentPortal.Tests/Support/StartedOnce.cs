using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Inbox;

namespace PaymentPortal.Tests.Support;

/// <summary>The files of an app that was started once and stopped: tables, the sandbox's objects, keys. Whoever begins with a copy is spared what a first start does, the same each time.</summary>
internal static class StartedOnce
{
    /// <summary>How the settings begin that decide what a first start makes.</summary>
    private static readonly string[] Decisive = ["Catalog:", "Data:", "Database:", "Demo:", "environment", "Sandbox:", "Stripe:"];

    private static readonly Lazy<Task<Dictionary<string, byte[]>>> Files = new(MakeAsync);

    /// <summary>True where one of these settings makes a first start another one.</summary>
    public static bool DependsOn(IEnumerable<string> settings) => settings.Any(name => Array.Exists(Decisive, part => name.StartsWith(part, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Lays a copy into a folder.</summary>
    public static async Task CopyAsync(string folder)
    {
        foreach (var (name, content) in await Files.Value)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, content, CancellationToken.None);
        }
    }

    private static async Task<Dictionary<string, byte[]>> MakeAsync()
    {
        using var folder = new TemporaryFolder();
        await using (var app = await PortalApp.StartAsync(new Dictionary<string, string> { ["Data:Directory"] = folder.Path }))
        {
            var contexts = app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
            await Eventually.TrueAsync(
                async () =>
                {
                    await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
                    return await context.Prices.AnyAsync(CancellationToken.None) && !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, CancellationToken.None);
                },
                () => "What the first start makes was not told to the tables.");
        }
        // The program's own thread may still be closing what it had open when the factory has done with it; whoever closes the sandbox's file last takes its log away
        await Eventually.TrueAsync(() => !File.Exists(Path.Combine(folder.Path, "sandbox.db-wal")), "The sandbox's file was not closed.");
        var files = new Dictionary<string, byte[]>();
        foreach (var path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
            files.Add(Path.GetRelativePath(folder.Path, path), await File.ReadAllBytesAsync(path, CancellationToken.None));
        return files;
    }
}
