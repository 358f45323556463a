using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>What a dialog of the page asks about.</summary>
public enum Question
{
    Open,
    Invite,
    Rename,
    Leave,
    Remove,
    ChangeRole,
    Transfer,
    Withdraw,
}

/// <summary>An open dialog, with the member or the invitation that it is about.</summary>
public sealed record Asked(Question Question, MemberRow? Member = null, Invitation? Invitation = null);

public sealed partial class OrganisationPage
{
    private Asked? _asked;
    private string? _said;
    private Refusal? _refusal;

    [Inject] private OrganisationQueries Queries { get; set; } = default!;
    [Inject] private AssignSeat Seats { get; set; } = default!;
    [Inject] private ResendInvitation Resend { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    /// <summary>Before the circuit is there a press would do nothing.</summary>
    private bool IsStill => !RendererInfo.IsInteractive;

    /// <summary>Where so many seats can be bought.</summary>
    internal static string MoreSeats(long seats) => string.Create(CultureInfo.InvariantCulture, $"/billing/change?seats={seats}");

    internal static string Count(long number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    protected override async Task<OrganisationPageView?> ReadAsync(CancellationToken cancellationToken) =>
        (await Authentication.GetAuthenticationStateAsync()).User.UserId() is { } userId ? await Queries.OfUserAsync(userId, cancellationToken) : null;

    private static string LeadOf(OrganisationView organisation) =>
        $"{Count(organisation.Members.Count, "member")} · {organisation.SeatsUsed} of {Count(organisation.Seats, "seat")} used" + (organisation.Invitations.Count == 0 ? "" : $" · {Count(organisation.Invitations.Count, "invitation")}");

    private bool IsLastOwner(OrganisationView organisation) => organisation.IsOwner && organisation.Members.Count(m => m.Role == MembershipRole.Owner) == 1;

    private string LeaveTextOf(OrganisationView organisation) => !IsLastOwner(organisation)
        ? "You lose access to what it bought. An owner can invite you again."
        : organisation.Members.Count == 1
            ? "You are its only member and owner, so it cannot be left."
            : "You are its only owner. Give the ownership to another member before you leave.";

    private static string Bought(long seats) => seats == 1 ? "1 was bought" : $"{seats} were bought";

    private void Ask(Question question) => AskOf(new Asked(question));

    private void AskOf(Asked asked) => (_asked, _said, _refusal) = (asked, null, null);

    private void Cancel() => _asked = null;

    private async Task DoneAsync(string said)
    {
        (_asked, _said) = (null, said);
        await ReloadAsync();
    }

    private async Task SeatAsync((MemberRow Member, bool HasSeat) given) => await TellAsync(
        await Seats.RunAsync(Value!.UserId, Value.Organisation!.Id, given.Member.UserId, given.HasSeat, CancellationToken.None),
        given.HasSeat ? $"{given.Member.Name} has a seat." : $"{given.Member.Name} has no seat any more.");

    private async Task ResendAsync(Invitation invitation) => await TellAsync(
        await Resend.RunAsync(Value!.UserId, Value.Organisation!.Id, invitation.Id, CancellationToken.None),
        $"The invitation to {invitation.Email} is sent again.");

    private async Task TellAsync(Outcome outcome, string done)
    {
        (_said, _refusal) = (outcome.IsDone ? done : null, outcome.Refusal);
        await ReloadAsync();
    }
}
