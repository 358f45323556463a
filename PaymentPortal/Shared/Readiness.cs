namespace PaymentPortal.Shared;

/// <summary>How far the start is: the database first, then everything that fills it.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource _database = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the tables are of the app's version.</summary>
    public Task DatabaseReady => _database.Task;

    /// <summary>Done when the catalogue is known, demo data are in and the inbox is drained: people may come.</summary>
    public Task Started => _started.Task;

    /// <summary>The tables are there.</summary>
    public void SayDatabaseReady() => _database.TrySetResult();

    /// <summary>Everything is there.</summary>
    public void SayStarted() => _started.TrySetResult();
}
