using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Finds a subscription for those who may decide about what its organisation pays: owners and those with the billing role. Asked by every command and preview.</summary>
internal sealed class BillingRights(IDbContextFactory<PortalDbContext> contexts, OrganisationAccess organisations)
{
    public const string NotFound = "not_found";
    public const string NotAllowed = "not_allowed";

    /// <summary>The subscription, for somebody who may decide about it. For a stranger it does not exist.</summary>
    public async Task<Outcome<Subscription>> FindAsync(Guid userId, string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var subscription = await context.Subscriptions.AsNoTracking().Include(s => s.Items)
            .FirstOrDefaultAsync(s => s.Id == subscriptionId && context.Memberships.Any(m => m.UserId == userId && m.OrganisationId == s.OrganisationId), cancellationToken);
        if (subscription?.OrganisationId is not { } organisation)
        {
            return new Refusal(NotFound, "This subscription does not exist.");
        }

        return await organisations.RefusalAsync(userId, organisation, MembershipRole.Billing, cancellationToken) is { } refusal ? refusal : subscription;
    }
}
