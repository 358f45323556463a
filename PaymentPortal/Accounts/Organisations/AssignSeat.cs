using PaymentPortal.Shared;
using PaymentPortal.Subscriptions.Access;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Gives a member a seat, or takes it back. No more are given than were bought.</summary>
internal sealed class AssignSeat(OrganisationAccess access, Entitlements entitlements, ChangeSignal changes)
{
    /// <summary>Every seat that was bought is taken.</summary>
    public const string NoSeat = "no_seat";

    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, Guid memberId, bool hasSeat, CancellationToken cancellationToken)
    {
        var begun = await access.BeginAsync(userId, organisationId, MembershipRole.Billing, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        await using var change = begun.Value;
        if (change.Find(memberId) is not { } member)
        {
            return new Refusal("no_member", "This person does not belong to the organisation any more.");
        }

        if (hasSeat && !member.HasSeat)
        {
            var count = (await entitlements.OfAsync(organisationId, cancellationToken)).Seats;
            if (change.Organisation.Memberships.Count(m => m.HasSeat) >= count)
            {
                return new Refusal(NoSeat, count == 1 ? "The only seat is taken. Take it back from its member." : $"All {count} seats that were bought are taken. Take one back from a member.");
            }
        }

        member.HasSeat = hasSeat;
        await change.CommitAsync(cancellationToken);
        changes.Publish();
        return Outcome.Done;
    }
}
