using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Opens an organisation that the user owns and acts for from now on.</summary>
internal sealed class OpenOrganisation(IDbContextFactory<PortalDbContext> contexts, ChangeSignal changes, TimeProvider time)
{
    /// <summary>So that nobody fills the tables.</summary>
    public const int MostOwned = 20;

    public async Task<Outcome<OrganisationId>> RunAsync(Guid userId, string? typed, CancellationToken cancellationToken)
    {
        var name = OrganisationName.Read(typed);
        if (!name.IsDone)
        {
            return name.Refusal;
        }

        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Memberships.CountAsync(m => m.UserId == userId && m.Role == MembershipRole.Owner, cancellationToken) >= MostOwned)
        {
            return new Refusal("too_many", $"You own {MostOwned} organisations already. Leave one first, or write to us.");
        }

        var organisation = new Organisation { Id = TypedId.New<OrganisationId>(time), Name = name.Value, CreatedAt = now };
        organisation.Memberships.Add(new Membership { OrganisationId = organisation.Id, UserId = userId, Role = MembershipRole.Owner, HasSeat = true, CreatedAt = now });
        context.Organisations.Add(organisation);
        await context.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.ActsFor, organisation.Id), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Publish();
        return organisation.Id;
    }
}
