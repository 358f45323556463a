using PaymentPortal.Data;

namespace PaymentPortal.Tests.Inbox;

public sealed class KilledPortalTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 14)]
    [InlineData(DatabaseProvider.Postgres, 6)]
    public Task Killed_at_random_moments_under_load_it_loses_nothing_that_it_answered_and_does_nothing_twice(DatabaseProvider provider, int kills) =>
        new KilledPortal(provider, kills, Environment.TickCount, output.WriteLine).RunAsync();
}
