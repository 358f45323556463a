using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PaymentPortal.Tests.Support;

/// <summary>A program of the real app as a process of its own, which can be killed at any moment and started again on the same data and port.</summary>
public abstract class AppProcess : IAsyncDisposable
{
    /// <summary>Many times what the system needs to end a process that was killed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<string> output = new();
    private readonly Dictionary<string, string> settings;
    private readonly string[] arguments;
    private Process? process;

    /// <param name="address">Where the app shall listen.</param>
    /// <param name="arguments">What stands behind the program's name: the command, nothing for the portal itself.</param>
    /// <param name="settings">The settings beside those that all tests have.</param>
    protected AppProcess(Uri address, string[] arguments, IEnumerable<KeyValuePair<string, string>> settings)
    {
        Address = address;
        this.arguments = arguments;
        this.settings = PortalSettings.With(folder.Path, settings);
    }

    /// <summary>Where the app listens, before and after a restart.</summary>
    public Uri Address { get; }

    /// <summary>The folder of every file that the app writes.</summary>
    public string DataDirectory => folder.Path;

    /// <summary>The lines that the app has written so far, over all its starts.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>True once the app is over, for whatever reason.</summary>
    public bool HasEnded => process!.HasExited;

    /// <summary>The exit code once the app has ended.</summary>
    public int ExitCode => process!.ExitCode;

    /// <summary>How much of the processors the app has used since its last start: unlike the time on the wall, it does not depend on what else runs.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Waits until the app is ready, and fails where it ends instead.</summary>
    public Task ReadyAsync() => PortalHealth.BecomesReadyAsync(Address, () => process!.HasExited, () => string.Join('\n', output));

    /// <summary>Waits until the app takes requests: its database is up by then, the rest may still be under way.</summary>
    public Task AnswersAsync(TimeSpan patience) => PortalHealth.AnswersAsync(Address, () => $"It said:\n{string.Join('\n', output.TakeLast(40))}", patience);

    /// <summary>Waits until the app ends by itself.</summary>
    public Task EndedAsync() => process!.WaitForExitAsync(TestContext.Current.CancellationToken);

    /// <summary>Kills the app as a power cut does: nothing of it runs any more when this returns.</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
    }

    /// <summary>Asks the app to end, as a service manager does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await signal.WaitForExitAsync(CancellationToken.None);
        await EndedAsync();
    }

    /// <summary>Starts the app again after it ended, on the same data and port, and waits until it is ready.</summary>
    public async Task RestartAsync()
    {
        Relaunch();
        await ReadyAsync();
    }

    /// <summary>Starts the app again without waiting, to be killed once more while it starts.</summary>
    public void Relaunch()
    {
        process!.Dispose();
        Run();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await KillAsync();
        process?.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>An address at which nobody listens, for processes that have to know each other's before they start.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    protected void Run()
    {
        // The app's own output folder, beside the one that these tests run from: PaymentPortal/bin/CONFIGURATION/FRAMEWORK
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(Repository.Root, "PaymentPortal", "bin", framework.Parent!.Name, framework.Name, "PaymentPortal.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            output.Enqueue(line);
    }
}
