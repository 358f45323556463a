using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>
/// Carries out what a member asks for a subscription: rights first, then the request as a row, then Stripe with keys of that row. While one is under way, another of the organisation is told so;
/// one whose answer was lost can be pressed again, and gives way to others after a minute.
/// </summary>
internal sealed class SubscriptionRequests(IDbContextFactory<PortalDbContext> contexts, BillingRights rights, StripePatience patience, TimeProvider time)
{
    public const string UnderWay = "under_way";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly Refusal IsUnderWay =
        new(UnderWay, "Another change of this subscription is being made right now, in another window or by a colleague. Look at its result in a moment, then decide again.");

    public async Task<Outcome<T>> RunAsync<T>(
        Guid userId, string subscriptionId, SubscriptionRequestKind kind, string wish, Func<SubscriptionRequest, CancellationToken, Task<Outcome<T>>> ask, CancellationToken cancellationToken)
        where T : notnull
    {
        var found = await rights.FindAsync(userId, subscriptionId, cancellationToken);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        if (await BeginAsync(found.Value, userId, kind, $"{kind}:{subscriptionId}:{wish}", cancellationToken) is not { } request)
        {
            return IsUnderWay;
        }

        var outcome = await patience.RunAsync(waiting => ask(request, waiting), cancellationToken);
        if (outcome.IsDone || !StripeFault.Passes(outcome.Refusal))
        {
            await EndAsync(request.Id, outcome.IsDone, cancellationToken);
        }

        return outcome;
    }

    private async Task<SubscriptionRequest?> BeginAsync(Subscription subscription, Guid userId, SubscriptionRequestKind kind, string fingerprint, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var ofOrganisation = context.SubscriptionRequests.Where(r => r.OrganisationId == subscription.OrganisationId).OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id);
        var latest = await ofOrganisation.FirstOrDefaultAsync(cancellationToken);
        if (IsSamePress(latest, fingerprint))
        {
            return latest;
        }

        if (latest is { State: SubscriptionRequestState.Open })
        {
            if (now - latest.CreatedAt < Patience)
            {
                return null;
            }

            latest.State = SubscriptionRequestState.GivenUp;
            latest.EndedAt = now;
            await context.SaveChangesAsync(cancellationToken);
        }

        var request = new SubscriptionRequest
        {
            Id = TypedId.New<SubscriptionRequestId>(time),
            OrganisationId = subscription.OrganisationId!.Value,
            SubscriptionId = subscription.Id,
            UserId = userId,
            Kind = kind,
            Fingerprint = fingerprint,
            State = SubscriptionRequestState.Open,
            CreatedAt = now,
        };
        context.SubscriptionRequests.Add(request);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return request;
        }
        catch (DbUpdateException)
        {
            // Another window was quicker, where the database lets two write at once: the unique index lets one be open. It may be through by now.
            await transaction.RollbackAsync(cancellationToken);
            var quicker = await ofOrganisation.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
            return IsSamePress(quicker, fingerprint) ? quicker : null;
        }
    }

    /// <summary>The very same change, under way or made, is asked for once more: its answer was lost, or it was pressed twice.</summary>
    private static bool IsSamePress(SubscriptionRequest? request, string fingerprint) => request?.Fingerprint == fingerprint
        && request is { State: SubscriptionRequestState.Open } or { State: SubscriptionRequestState.Done, Kind: SubscriptionRequestKind.Change };

    private async Task EndAsync(SubscriptionRequestId id, bool isDone, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (state, now) = (isDone ? SubscriptionRequestState.Done : SubscriptionRequestState.Refused, time.GetUtcNow());
        await context.SubscriptionRequests.Where(r => r.Id == id && r.State == SubscriptionRequestState.Open)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state).SetProperty(r => r.EndedAt, now), cancellationToken);
    }
}
