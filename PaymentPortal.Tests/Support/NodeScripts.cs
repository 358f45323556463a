using System.ComponentModel;
using System.Diagnostics;

namespace PaymentPortal.Tests.Support;

/// <summary>A folder of scripts for Node with a package.json. Few tests need Node; where it is missing they are left out and say so.</summary>
/// <param name="folder">The folder's path in the repository.</param>
internal sealed class NodeScripts(string folder)
{
    private static readonly TimeSpan Installing = TimeSpan.FromMinutes(15);

    /// <summary>The folder's full path.</summary>
    public string Folder { get; } = Path.Combine(Repository.Root, folder);

    /// <summary>Installs the packages that are not there yet. Answers why that cannot be done here; null once everything is there.</summary>
    /// <param name="last">What is there once they are, such as <c>stripe/package.json</c>.</param>
    public async Task<string?> LackAsync(string last)
    {
        if (await RunAsync("node", ["--version"], []) is not { ExitCode: 0 })
            return "There is no Node here.";
        if (Path.Exists(Path.Combine(Folder, "node_modules", last)))
            return null;
        string[] arguments = File.Exists(Path.Combine(Folder, "package-lock.json")) ? ["ci"] : ["install", "--no-package-lock"];
        return await RunAsync("npm", [.. arguments, "--no-audit", "--no-fund"], []) is { ExitCode: 0 } ? null : $"npm could not install the packages of {Path.GetFileName(Folder)}.";
    }

    /// <summary>Runs a program in the folder to its end; null where there is no such program.</summary>
    public async Task<(int ExitCode, string Output)?> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var running = Process.Start(start)!;
            var output = running.StandardOutput.ReadToEndAsync();
            var errors = running.StandardError.ReadToEndAsync();
            await running.WaitForExitAsync().WaitAsync(Installing);
            return (running.ExitCode, await output + await errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
