using PaymentPortal.Data;

namespace PaymentPortal.Tests.Support;

/// <summary>The databases that service tests run on: <c>[Theory, ClassData&lt;DatabaseProviders&gt;]</c>.</summary>
public sealed class DatabaseProviders : TheoryData<DatabaseProvider>
{
    public DatabaseProviders()
        : base(DatabaseProvider.Sqlite, DatabaseProvider.Postgres)
    {
    }
}
