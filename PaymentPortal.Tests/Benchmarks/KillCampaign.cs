using PaymentPortal.Data;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Benchmarks;

/// <summary>A thousand kills, in stories of forty, each on an empty database: asked for by name.</summary>
[Collection(nameof(Measured))]
public sealed class KillCampaign(ITestOutputHelper output)
{
    private const int Stories = 25;
    private const int KillsOfEach = 40;
    private const int AtOnce = 2;

    [Fact(Explicit = true)]
    public async Task Whole()
    {
        var hasPostgres = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TemplateDatabase.ServerVariable));
        var seed = Environment.TickCount;
        await Parallel.ForAsync(0, Stories, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (story, _) =>
            await new KilledPortal(hasPostgres && story % 5 == 4 ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite, KillsOfEach, seed + story, output.WriteLine).RunAsync());
        output.WriteLine($"{Stories * KillsOfEach} kills, nothing lost, nothing twice.");
    }
}
