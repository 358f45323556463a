using Microsoft.EntityFrameworkCore.Storage;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>A change to one organisation, which is held meanwhile; what is not committed is undone.</summary>
internal sealed class OrganisationChange(PortalDbContext context, IDbContextTransaction transaction, Organisation? organisation, Guid userId) : IAsyncDisposable
{
    public PortalDbContext Context => context;

    public Organisation Organisation => organisation ?? throw new InvalidOperationException("There is no such organisation.");

    /// <summary>The membership of the user who asks; null where he has none.</summary>
    public Membership? Own => organisation?.Memberships.Find(m => m.UserId == userId);

    public Membership? Find(Guid memberId) => Organisation.Memberships.Find(m => m.UserId == memberId);

    /// <summary>True where the organisation would have no owner without this one.</summary>
    public bool IsLastOwner(Membership member) => member.Role == MembershipRole.Owner && Organisation.Memberships.Count(m => m.Role == MembershipRole.Owner) == 1;

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await context.DisposeAsync();
    }
}
