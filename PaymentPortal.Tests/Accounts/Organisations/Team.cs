using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Catalog;
using PaymentPortal.Data;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions.Access;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Accounts.Organisations;

/// <summary>An organisation with a member of each role, and a stranger, in a database of its own; the commands as the app has them.</summary>
internal sealed class Team : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _data;
    private readonly ServiceProvider _services;

    private Team(TestDatabase database)
    {
        _database = database;
        _data = Databases.ServicesOn(database.Provider, database.ConnectionString, _folder.Path);
        _services = new ServiceCollection()
            .AddSingleton(_data.GetRequiredService<IDbContextFactory<PortalDbContext>>())
            .AddSingleton<TimeProvider>(Time).AddSingleton<ChangeSignal>().AddSingleton<OutboxSignal>().AddSingleton<OutboxWriter>()
            .AddSingleton(new Catalogue(Options.Create(Plans())))
            .AddOptions().AddSingleton<Entitlements>().AddOrganisations().BuildServiceProvider();
    }

    public ManualTime Time { get; } = new();

    public OrganisationId Id { get; } = new(new Guid(7, 0, 0, new byte[8]));

    public Guid Owner { get; } = new(1, 0, 0, new byte[8]);

    public Guid Billing { get; } = new(2, 0, 0, new byte[8]);

    public Guid Member { get; } = new(3, 0, 0, new byte[8]);

    public Guid Stranger { get; } = new(4, 0, 0, new byte[8]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Team> OnAsync(Databases databases, DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var team = new Team(await databases.CopyAsync(provider));
        var now = team.Time.GetUtcNow();
        await using var context = team.Open();
        context.Add(new Organisation { Id = team.Id, Name = "Analytical Engines", CreatedAt = now });
        foreach (var (id, name, role) in ((Guid, string, MembershipRole?)[])[(team.Owner, "owner", MembershipRole.Owner), (team.Billing, "billing", MembershipRole.Billing), (team.Member, "member", MembershipRole.Member), (team.Stranger, "stranger", null)])
        {
            var email = $"{name}@example.com";
            context.Add(new User { Id = id, UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), EmailConfirmed = true, DisplayName = name, CreatedAt = now });
            if (role is { } held)
                context.Add(new Membership { OrganisationId = team.Id, UserId = id, Role = held, HasSeat = held == MembershipRole.Owner, CreatedAt = now });
        }
        await context.SaveChangesAsync(Cancellation);
        return team;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public PortalDbContext Open() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    /// <summary>Who asks, by role; null is the stranger.</summary>
    public Guid Of(MembershipRole? role) => role switch { MembershipRole.Owner => Owner, MembershipRole.Billing => Billing, MembershipRole.Member => Member, _ => Stranger };

    public async Task<Membership?> FindAsync(Guid userId)
    {
        await using var context = Open();
        return await context.Memberships.AsNoTracking().FirstOrDefaultAsync(m => m.OrganisationId == Id && m.UserId == userId, Cancellation);
    }

    public async Task<Invitation> InvitationAsync(string email)
    {
        await using var context = Open();
        return await context.Invitations.AsNoTracking().OrderByDescending(i => i.CreatedAt).FirstAsync(i => i.Email == email, Cancellation);
    }

    /// <summary>The code in the latest mail to an address, as the outbox holds it until the mail is out.</summary>
    public async Task<string> CodeAsync(string email)
    {
        var invitation = await InvitationAsync(email);
        await using var context = Open();
        var payload = await context.OutboxMessages.Where(m => m.Cause == $"{invitation.Id}:{invitation.Mails}").Select(m => m.Payload).SingleAsync(Cancellation);
        return JsonDocument.Parse(payload).RootElement.GetProperty("Code").GetString()!;
    }

    /// <summary>The organisation's plan has this many seats from now on.</summary>
    public async Task BuysSeatsAsync(long quantity)
    {
        await using var context = Open();
        var subscription = PortalTables.Subscription("sub_1", "cus_1");
        subscription.OrganisationId = Id;
        subscription.Items[0].LookupKey = "pro_month_usd";
        subscription.Items[0].Quantity = quantity;
        context.Add(subscription);
        await context.SaveChangesAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _data.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private static CatalogOptions Plans() => new()
    {
        Currencies = ["usd"],
        Plans = [new Plan { Code = "pro", Name = "Pro", Prices = { ["usd"] = new IntervalPrices { Month = 4900, Year = 49000 } } }],
    };
}
