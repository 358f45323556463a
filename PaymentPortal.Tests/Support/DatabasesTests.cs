using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Data;

namespace PaymentPortal.Tests.Support;

public sealed class DatabasesTests(Databases databases)
{
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_copy_of_the_portal_s_database_has_every_table_of_the_model(DatabaseProvider provider)
    {
        await using var database = await databases.CopyAsync(provider);
        using var folder = new TemporaryFolder();
        await using var services = Databases.ServicesOn(provider, database.ConnectionString, folder.Path);
        await using var context = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.False(context.Database.HasPendingModelChanges());
    }
}
