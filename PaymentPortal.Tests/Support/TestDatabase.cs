using PaymentPortal.Data;

namespace PaymentPortal.Tests.Support;

/// <summary>A database of a test's own, dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly Func<ValueTask> drop;

    internal TestDatabase(DatabaseProvider provider, string connectionString, Func<ValueTask> drop) =>
        (Provider, ConnectionString, this.drop) = (provider, connectionString, drop);

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    /// <summary>The settings that bring the app to this database.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Database:Provider"] = $"{Provider}",
        ["Database:ConnectionString"] = ConnectionString,
    };

    public ValueTask DisposeAsync() => drop();
}
