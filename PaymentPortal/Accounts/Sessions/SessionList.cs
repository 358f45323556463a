using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Sessions;

/// <summary>The browsers in which people are signed in: begun with a sign-in, seen with each request, ended by a sign-out, here or from afar.</summary>
internal sealed class SessionList(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>As long as the cookie lasts that is not used.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(14);

    /// <summary>How exactly the last request is noted: not every one is a write.</summary>
    private static readonly TimeSpan Exactness = TimeSpan.FromMinutes(1);

    public async Task<SessionId> BeginAsync(Guid userId, string address, string agent, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var session = new Session { Id = TypedId.New<SessionId>(time), UserId = userId, CreatedAt = now, LastSeenAt = now, Address = address, Agent = agent };
        context.Sessions.Add(session);
        var ended = now - Lasts;
        context.Sessions.RemoveRange(await context.Sessions.Where(s => s.UserId == userId && s.LastSeenAt < ended).ToListAsync(cancellationToken));
        await context.SaveChangesAsync(cancellationToken);
        return session.Id;
    }

    /// <summary>True while the session stands; notes that its browser was seen.</summary>
    public async Task<bool> SeeAsync(SessionId id, Guid userId, string address, string agent, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await context.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.UserId == userId, cancellationToken);
        if (session is null || now - session.LastSeenAt > Lasts)
        {
            return false;
        }

        if (now - session.LastSeenAt >= Exactness || session.Address != address)
        {
            await context.Sessions.Where(s => s.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.Address, address).SetProperty(s => s.Agent, agent), cancellationToken);
        }

        return true;
    }

    public async Task<bool> StandsAsync(SessionId id, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sessions.AnyAsync(s => s.Id == id && s.UserId == userId, cancellationToken);
    }

    /// <summary>The address that the browser of a session came from last; null where the session has ended.</summary>
    public async Task<string?> AddressAsync(SessionId id, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sessions.Where(s => s.Id == id && s.UserId == userId).Select(s => s.Address).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The user's own sessions, the latest seen first.</summary>
    public async Task<IReadOnlyList<Session>> OfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        var ended = time.GetUtcNow() - Lasts;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sessions.AsNoTracking().Where(s => s.UserId == userId && s.LastSeenAt >= ended).OrderByDescending(s => s.LastSeenAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Ends one of the user's own sessions; nobody else's.</summary>
    public async Task EndAsync(SessionId id, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Sessions.Where(s => s.Id == id && s.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends all of the user's sessions but the one that he sits at.</summary>
    public async Task<int> EndOthersAsync(SessionId? kept, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sessions.Where(s => s.UserId == userId && s.Id != kept).ExecuteDeleteAsync(cancellationToken);
    }
}
