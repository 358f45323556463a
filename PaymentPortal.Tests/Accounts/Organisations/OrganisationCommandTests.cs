using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Data;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Accounts.Organisations;

/// <summary>Who may do what: every command against every role, and what keeps an organisation from being without an owner.</summary>
public sealed class OrganisationCommandTests(Databases databases)
{
    private static readonly Dictionary<string, (MembershipRole AtLeast, Func<Team, Guid, Task<Outcome>> Run)> Commands = new()
    {
        ["rename"] = (MembershipRole.Owner, (team, by) => team.Get<RenameOrganisation>().RunAsync(by, team.Id, "Difference Engines", Cancellation)),
        ["invite"] = (MembershipRole.Owner, (team, by) => team.Get<InviteMember>().RunAsync(by, team.Id, "new@example.com", MembershipRole.Member, Cancellation)),
        ["resend"] = (MembershipRole.Owner, async (team, by) => await team.Get<ResendInvitation>().RunAsync(by, team.Id, (await team.InvitationAsync("waits@example.com")).Id, Cancellation)),
        ["withdraw"] = (MembershipRole.Owner, async (team, by) => await team.Get<WithdrawInvitation>().RunAsync(by, team.Id, (await team.InvitationAsync("waits@example.com")).Id, Cancellation)),
        ["change role"] = (MembershipRole.Owner, (team, by) => team.Get<ChangeRole>().RunAsync(by, team.Id, team.Member, MembershipRole.Billing, Cancellation)),
        ["transfer"] = (MembershipRole.Owner, (team, by) => team.Get<TransferOwnership>().RunAsync(by, team.Id, by == team.Member ? team.Billing : team.Member, Cancellation)),
        ["remove"] = (MembershipRole.Owner, (team, by) => team.Get<RemoveMember>().RunAsync(by, team.Id, by == team.Member ? team.Billing : team.Member, Cancellation)),
        ["give a seat"] = (MembershipRole.Billing, (team, by) => team.Get<AssignSeat>().RunAsync(by, team.Id, team.Member, true, Cancellation)),
        ["take a seat"] = (MembershipRole.Billing, (team, by) => team.Get<AssignSeat>().RunAsync(by, team.Id, team.Owner, false, Cancellation)),
        ["switch"] = (MembershipRole.Member, (team, by) => team.Get<SwitchOrganisation>().RunAsync(by, team.Id, Cancellation)),
    };

    public static TheoryData<string, MembershipRole?> EveryCommandByEveryRole
    {
        get
        {
            var data = new TheoryData<string, MembershipRole?>();
            foreach (var command in Commands.Keys)
            {
                foreach (var role in (MembershipRole?[])[null, MembershipRole.Member, MembershipRole.Billing, MembershipRole.Owner])
                    data.Add(command, role);
            }
            return data;
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(EveryCommandByEveryRole))]
    public async Task A_command_is_done_for_the_roles_that_may_and_changes_nothing_for_others(string name, MembershipRole? role)
    {
        var (atLeast, run) = Commands[name];
        await using var team = await Team.OnAsync(databases);
        await team.BuysSeatsAsync(3);
        await team.Get<InviteMember>().RunAsync(team.Owner, team.Id, "waits@example.com", MembershipRole.Member, Cancellation);
        team.Time.Advance(ResendInvitation.Rest);
        var before = await StateAsync(team);
        var outcome = await run(team, team.Of(role));
        if (role >= atLeast)
        {
            Assert.True(outcome.IsDone, outcome.Refusal?.Sentence);
            Assert.NotEqual(before, await StateAsync(team));
        }
        else
        {
            Assert.Equal(role is null ? "not_a_member" : "not_allowed", outcome.Refusal?.Code);
            Assert.Equal(before, await StateAsync(team));
        }
    }

    [Fact]
    public async Task The_last_owner_can_neither_leave_nor_be_less_until_there_is_another()
    {
        await using var team = await Team.OnAsync(databases);
        Assert.Equal("last_owner", (await team.Get<RemoveMember>().RunAsync(team.Owner, team.Id, team.Owner, Cancellation)).Refusal?.Code);
        Assert.Equal("last_owner", (await team.Get<ChangeRole>().RunAsync(team.Owner, team.Id, team.Owner, MembershipRole.Billing, Cancellation)).Refusal?.Code);
        Assert.True((await team.Get<ChangeRole>().RunAsync(team.Owner, team.Id, team.Member, MembershipRole.Owner, Cancellation)).IsDone);
        Assert.True((await team.Get<RemoveMember>().RunAsync(team.Owner, team.Id, team.Owner, Cancellation)).IsDone);
        Assert.Equal("last_owner", (await team.Get<RemoveMember>().RunAsync(team.Member, team.Id, team.Member, Cancellation)).Refusal?.Code);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Of_two_owners_who_leave_at_once_one_stays(DatabaseProvider provider)
    {
        await using var team = await Team.OnAsync(databases, provider);
        Assert.True((await team.Get<ChangeRole>().RunAsync(team.Owner, team.Id, team.Billing, MembershipRole.Owner, Cancellation)).IsDone);
        var outcomes = await Task.WhenAll(
            Task.Run(() => team.Get<RemoveMember>().RunAsync(team.Owner, team.Id, team.Owner, Cancellation)),
            Task.Run(() => team.Get<RemoveMember>().RunAsync(team.Billing, team.Id, team.Billing, Cancellation)));
        Assert.Equal("last_owner", Assert.Single(outcomes, outcome => !outcome.IsDone).Refusal?.Code);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_last_seat_is_given_once(DatabaseProvider provider)
    {
        await using var team = await Team.OnAsync(databases, provider);
        await team.BuysSeatsAsync(2);
        var outcomes = await Task.WhenAll(
            Task.Run(() => team.Get<AssignSeat>().RunAsync(team.Owner, team.Id, team.Member, true, Cancellation)),
            Task.Run(() => team.Get<AssignSeat>().RunAsync(team.Billing, team.Id, team.Billing, true, Cancellation)));
        Assert.Equal("no_seat", Assert.Single(outcomes, outcome => !outcome.IsDone).Refusal?.Code);
    }

    [Fact]
    public async Task Without_a_plan_there_is_one_seat_and_a_seat_that_is_taken_back_is_free()
    {
        await using var team = await Team.OnAsync(databases);
        Assert.Equal("no_seat", (await team.Get<AssignSeat>().RunAsync(team.Owner, team.Id, team.Member, true, Cancellation)).Refusal?.Code);
        Assert.True((await team.Get<AssignSeat>().RunAsync(team.Owner, team.Id, team.Owner, false, Cancellation)).IsDone);
        Assert.True((await team.Get<AssignSeat>().RunAsync(team.Owner, team.Id, team.Member, true, Cancellation)).IsDone);
        Assert.True((await team.FindAsync(team.Member))!.HasSeat);
    }

    [Fact]
    public async Task Who_gives_the_ownership_away_keeps_the_billing_role()
    {
        await using var team = await Team.OnAsync(databases);
        Assert.True((await team.Get<TransferOwnership>().RunAsync(team.Owner, team.Id, team.Member, Cancellation)).IsDone);
        Assert.Equal((MembershipRole.Billing, MembershipRole.Owner), ((await team.FindAsync(team.Owner))!.Role, (await team.FindAsync(team.Member))!.Role));
        Assert.Equal("not_allowed", (await team.Get<TransferOwnership>().RunAsync(team.Owner, team.Id, team.Owner, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_person_acts_for_the_organisation_that_he_chose_and_after_leaving_it_for_the_other()
    {
        await using var team = await Team.OnAsync(databases);
        var access = team.Get<OrganisationAccess>();
        team.Time.Advance(TimeSpan.FromMinutes(1));
        var other = await team.Get<OpenOrganisation>().RunAsync(team.Member, "  Looms\u0000 ", Cancellation);
        Assert.Equal("Looms", (await access.OfUserAsync(team.Member, Cancellation))!.Name);
        Assert.True((await team.Get<SwitchOrganisation>().RunAsync(team.Member, team.Id, Cancellation)).IsDone);
        Assert.Equal(team.Id, (await access.OfUserAsync(team.Member, Cancellation))!.Id);
        Assert.True((await team.Get<RemoveMember>().RunAsync(team.Member, team.Id, team.Member, Cancellation)).IsDone);
        Assert.Equal(other.Value, (await access.OfUserAsync(team.Member, Cancellation))!.Id);
    }

    [Theory]
    [InlineData("", "Enter the organisation's name.")]
    [InlineData(" \u0000\t ", "Enter the organisation's name.")]
    public async Task A_name_is_needed(string name, string sentence)
    {
        await using var team = await Team.OnAsync(databases);
        Assert.Equal(sentence, (await team.Get<RenameOrganisation>().RunAsync(team.Owner, team.Id, name, Cancellation)).Refusal?.Sentence);
        Assert.NotNull((await team.Get<RenameOrganisation>().RunAsync(team.Owner, team.Id, new string('x', 201), Cancellation)).Refusal);
    }

    /// <summary>Everything that the commands write, as text.</summary>
    private static async Task<string> StateAsync(Team team)
    {
        await using var context = team.Open();
        var members = await context.Memberships.OrderBy(m => m.UserId).Select(m => $"{m.OrganisationId} {m.UserId} {m.Role} {m.HasSeat}").ToListAsync(Cancellation);
        var invitations = await context.Invitations.OrderBy(i => i.Email).Select(i => $"{i.Email} {i.Role} {i.State} {i.Mails} {i.CodeHash}").ToListAsync(Cancellation);
        var names = await context.Organisations.OrderBy(o => o.Id).Select(o => o.Name).ToListAsync(Cancellation);
        var users = await context.Users.OrderBy(u => u.Id).Select(u => $"{u.Id} {u.ActsFor}").ToListAsync(Cancellation);
        return string.Join('\n', [.. members, .. invitations, .. names, .. users]);
    }
}
