using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Xunit.v3;

namespace PaymentPortal.Tests.Support;

/// <summary>
/// Ends a run in which no test has begun or ended for long, and says which were under way in TestResults/stuck.txt: a browser or a process that never answers would otherwise
/// hold it for ever, and nobody would learn where.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class StuckRunAttribute : BeforeAfterTestAttribute
{
    /// <summary>Several times what the longest test takes beside all others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly ConcurrentDictionary<string, string> Running = new();
    private static readonly Timer Watch = new(_ => Look(), null, Patience / 10, Patience / 10);
    private static long lastMove = Stopwatch.GetTimestamp();
    private static string lastEnded = "none";

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        // Campaigns last as long as they need, and somebody watches
        if (test.Explicit)
            Watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Running[test.UniqueID] = test.TestDisplayName;
        Volatile.Write(ref lastMove, Stopwatch.GetTimestamp());
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        Running.TryRemove(test.UniqueID, out _);
        Volatile.Write(ref lastEnded, test.TestDisplayName);
        Volatile.Write(ref lastMove, Stopwatch.GetTimestamp());
    }

    private static void Look()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref lastMove)) < Patience)
            return;
        Watch.Dispose();
        var said = $"No test has begun or ended for {Patience.TotalMinutes} minutes. Under way: {string.Join("; ", Running.Values.Order().DefaultIfEmpty("none"))}. Ended last: {Volatile.Read(ref lastEnded)}.";
        // The runner passes on that the process ended, and not what it said
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults")).FullName, "stuck.txt"), said + "\n");
        Environment.FailFast(said);
    }
}
