using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Accounts.Organisations;

/// <summary>An invitation's life: sent, sent again, accepted once, withdrawn, too old.</summary>
public sealed class InvitationTests(Databases databases)
{
    private const string Email = "stranger@example.com";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_invited_person_joins_once_with_the_role_and_with_a_seat_where_one_is_free()
    {
        await using var team = await InvitedAsync(MembershipRole.Billing);
        await team.BuysSeatsAsync(2);
        var code = await team.CodeAsync(Email);
        Assert.True((await AcceptAsync(team, team.Stranger, code)).IsDone);
        var joined = await team.FindAsync(team.Stranger);
        Assert.Equal((MembershipRole.Billing, true), (joined!.Role, joined.HasSeat));
        Assert.Equal(InvitationState.Accepted, (await team.InvitationAsync(Email)).State);
        Assert.Equal("no_invitation", (await AcceptAsync(team, team.Stranger, code)).Refusal?.Code);
    }

    [Fact]
    public async Task Without_a_free_seat_the_invited_person_joins_without_one()
    {
        await using var team = await InvitedAsync();
        Assert.True((await AcceptAsync(team, team.Stranger, await team.CodeAsync(Email))).IsDone);
        Assert.False((await team.FindAsync(team.Stranger))!.HasSeat);
    }

    [Fact]
    public async Task Another_accounts_owner_cannot_use_the_link()
    {
        await using var team = await InvitedAsync();
        Assert.Equal("other_address", (await AcceptAsync(team, team.Member, await team.CodeAsync(Email))).Refusal?.Code);
        Assert.Equal(InvitationState.Pending, (await team.InvitationAsync(Email)).State);
    }

    [Fact]
    public async Task The_tables_hold_the_codes_hash_and_not_the_code()
    {
        await using var team = await InvitedAsync();
        var code = await team.CodeAsync(Email);
        var invitation = await team.InvitationAsync(Email);
        Assert.Equal(43, code.Length);
        Assert.Equal(InvitationCode.Hash(code), invitation.CodeHash);
        Assert.Null(await team.Get<InvitationQueries>().FindAsync(invitation.CodeHash, Cancellation));
    }

    [Fact]
    public async Task A_withdrawn_invitation_and_one_that_is_too_old_are_not_accepted()
    {
        await using var team = await InvitedAsync();
        var code = await team.CodeAsync(Email);
        team.Time.Advance(Invitation.Lasts);
        Assert.Equal(InvitationState.Expired, (await team.Get<InvitationQueries>().FindAsync(code, Cancellation))!.State);
        Assert.Equal("no_invitation", (await AcceptAsync(team, team.Stranger, code)).Refusal?.Code);
        Assert.True((await team.Get<ResendInvitation>().RunAsync(team.Owner, team.Id, (await team.InvitationAsync(Email)).Id, Cancellation)).IsDone);
        var anew = await team.CodeAsync(Email);
        Assert.True((await team.Get<WithdrawInvitation>().RunAsync(team.Owner, team.Id, (await team.InvitationAsync(Email)).Id, Cancellation)).IsDone);
        Assert.Equal(InvitationState.Withdrawn, (await team.Get<InvitationQueries>().FindAsync(anew, Cancellation))!.State);
        Assert.Equal("no_invitation", (await AcceptAsync(team, team.Stranger, anew)).Refusal?.Code);
        Assert.Null(await team.FindAsync(team.Stranger));
    }

    [Fact]
    public async Task A_mail_that_is_sent_again_ends_the_earlier_link_and_is_sent_once_a_minute()
    {
        await using var team = await InvitedAsync();
        var (first, id) = (await team.CodeAsync(Email), (await team.InvitationAsync(Email)).Id);
        Assert.Equal("too_soon", (await team.Get<ResendInvitation>().RunAsync(team.Owner, team.Id, id, Cancellation)).Refusal?.Code);
        team.Time.Advance(ResendInvitation.Rest);
        Assert.True((await team.Get<ResendInvitation>().RunAsync(team.Owner, team.Id, id, Cancellation)).IsDone);
        Assert.Equal("no_invitation", (await AcceptAsync(team, team.Stranger, first)).Refusal?.Code);
        Assert.True((await AcceptAsync(team, team.Stranger, await team.CodeAsync(Email))).IsDone);
    }

    [Fact]
    public async Task A_member_and_an_address_that_waits_are_not_invited_again_and_one_that_waited_too_long_is()
    {
        await using var team = await InvitedAsync();
        Assert.Equal("is_invited", (await team.Get<InviteMember>().RunAsync(team.Owner, team.Id, " Stranger@Example.com ", MembershipRole.Owner, Cancellation)).Refusal?.Code);
        Assert.Equal("is_member", (await team.Get<InviteMember>().RunAsync(team.Owner, team.Id, "MEMBER@example.com", MembershipRole.Member, Cancellation)).Refusal?.Code);
        team.Time.Advance(Invitation.Lasts);
        Assert.True((await team.Get<InviteMember>().RunAsync(team.Owner, team.Id, Email, MembershipRole.Owner, Cancellation)).IsDone);
        await using var context = team.Open();
        Assert.Equal(MembershipRole.Owner, (await context.Invitations.SingleAsync(Cancellation)).Role);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@example.com, bob@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada@example.com\r\nBcc: bob@example.com")]
    public async Task What_is_not_exactly_one_address_is_not_invited(string? email)
    {
        await using var team = await Team.OnAsync(databases);
        Assert.Equal("email", (await team.Get<InviteMember>().RunAsync(team.Owner, team.Id, email, MembershipRole.Member, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task Nobody_invites_the_whole_world()
    {
        await using var team = await Team.OnAsync(databases);
        for (var i = 0; i < InviteMember.MostPending; i++)
            Assert.True((await team.Get<InviteMember>().RunAsync(team.Owner, team.Id, $"guest{i}@example.com", MembershipRole.Member, Cancellation)).IsDone);
        Assert.Equal("too_many_invitations", (await team.Get<InviteMember>().RunAsync(team.Owner, team.Id, "one-more@example.com", MembershipRole.Member, Cancellation)).Refusal?.Code);
    }

    private static Task<Outcome> AcceptAsync(Team team, Guid by, string code) => team.Get<AcceptInvitation>().RunAsync(by, code, Cancellation);

    private async Task<Team> InvitedAsync(MembershipRole role = MembershipRole.Member)
    {
        var team = await Team.OnAsync(databases);
        Assert.True((await team.Get<InviteMember>().RunAsync(team.Owner, team.Id, Email, role, Cancellation)).IsDone);
        return team;
    }
}
