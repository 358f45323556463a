namespace PaymentPortal.Shared;

/// <summary>The threads of a process that uses SQLite.</summary>
public static class SqliteThreads
{
    /// <summary>
    /// Lets the pool begin with two threads more than there are processors. SQLite has no asynchronous calls: whoever waits for the disk keeps his thread,
    /// and the pool, which begins with one for each processor, adds others only after half a second. A larger number that the operator has set stays.
    /// </summary>
    public static void Add()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + 2), completions);
    }
}
