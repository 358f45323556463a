namespace PaymentPortal.Tests.Support;

/// <summary>A database that the portal runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

/// <summary>The databases that service tests run on: <c>[Theory, ClassData&lt;DatabaseProviders&gt;]</c>.</summary>
public sealed class DatabaseProviders : TheoryData<DatabaseProvider>
{
    public DatabaseProviders()
        : base(DatabaseProvider.Sqlite, DatabaseProvider.Postgres)
    {
    }
}
