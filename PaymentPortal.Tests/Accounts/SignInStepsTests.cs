using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts.Sessions;
using PaymentPortal.Mail;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Accounts;

/// <summary>The second step, sessions, and another mail address: without a script.</summary>
public sealed partial class SignInStepsTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_app_turned_on_the_password_alone_does_not_sign_in_and_each_recovery_code_does_once()
    {
        var member = await Member.AddAsync(app);
        var visitor = await SignedInAsync(member);
        var setUp = await visitor.ReadAsync("/account/security/authenticator");
        var key = Key().Match(setUp).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("<path d=\"M", setUp, StringComparison.Ordinal);
        Assert.Contains("This is not the code", (await TurnOnAsync(visitor, "000000")).Text, StringComparison.Ordinal);
        var on = await TurnOnAsync(visitor, Totp.CodeAt(key, TimeProvider.System.GetUtcNow()));
        var codes = Code().Matches(on.Text).Select(found => found.Groups[1].Value).ToList();
        Assert.Equal(10, codes.Count);
        Assert.DoesNotContain(codes[0], await visitor.ReadAsync("/account/security"), StringComparison.Ordinal);

        var other = new Visitor(app.NewClient());
        Assert.Equal("/account/sign-in/code", (await other.SignInAsync(member.Email, Member.Password)).Location);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/account")).Status);
        Assert.Contains("This is not the code", (await StepAsync(other, "123456")).Text, StringComparison.Ordinal);
        Assert.Equal("/billing", (await StepAsync(other, Totp.CodeAt(key, TimeProvider.System.GetUtcNow()))).Location);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/account")).Status);

        var third = new Visitor(app.NewClient());
        await third.SignInAsync(member.Email, Member.Password);
        Assert.Equal("/billing", (await StepAsync(third, codes[3].ToLowerInvariant(), "?use=recovery")).Location);
        var fourth = new Visitor(app.NewClient());
        await fourth.SignInAsync(member.Email, Member.Password);
        Assert.Contains("none of your recovery codes", (await StepAsync(fourth, codes[3], "?use=recovery")).Text, StringComparison.Ordinal);
        Assert.Contains("9 recovery codes are left", await third.ReadAsync("/account/security"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tables_hold_no_recovery_code_and_turning_the_app_off_needs_the_password()
    {
        var member = await Member.AddAsync(app);
        var visitor = await SignedInAsync(member);
        var key = Key().Match(await visitor.ReadAsync("/account/security/authenticator")).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var code = Code().Match((await TurnOnAsync(visitor, Totp.CodeAt(key, TimeProvider.System.GetUtcNow()))).Text).Groups[1].Value;
        await using (var context = Open())
        {
            var kept = await context.UserTokens.Where(token => token.UserId == member.Id && token.Name == "RecoveryCodes").Select(token => token.Value).SingleAsync(Cancellation);
            Assert.DoesNotContain(code, kept, StringComparison.Ordinal);
        }

        // Sent once more, by a reload or from another tab
        Assert.Equal("/account/security?saved=elsewhere", (await visitor.PostAsync("/account/security", "/account/security/authenticator", ("_handler", "authenticator"), ("Input.Code", "123456"))).Location);
        Assert.Contains("so nothing was done by this press", await visitor.ReadAsync("/account/security?saved=elsewhere"), StringComparison.Ordinal);

        Task<Answer> OffAsync(string password) => visitor.PostAsync("/account/security", "/account/security", ("_handler", "app"), ("App.Password", password), ("App.Wish", "off"));
        Assert.Contains("This is not your present password.", (await OffAsync("not the password")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/security?saved=off", (await OffAsync(Member.Password)).Location);
        Assert.Equal("/account/security?saved=elsewhere", (await OffAsync(Member.Password)).Location);
        Assert.Equal("/billing", (await new Visitor(app.NewClient()).SignInAsync(member.Email, Member.Password)).Location);
    }

    [Fact]
    public async Task Who_only_looks_at_the_set_up_of_an_app_signs_no_other_device_out()
    {
        var member = await Member.AddAsync(app);
        var visitor = await SignedInAsync(member);
        var before = await StampAsync(member);
        var shown = Key().Match(await visitor.ReadAsync("/account/security/authenticator")).Groups[1].Value;
        Assert.Equal(before, await StampAsync(member));
        Assert.Equal(shown, Key().Match(await visitor.ReadAsync("/account/security/authenticator")).Groups[1].Value);
    }

    [Fact]
    public async Task Each_change_of_a_way_in_is_told_once_by_mail_and_a_refused_one_is_not()
    {
        var member = await Member.AddAsync(app);
        var visitor = await SignedInAsync(member);
        Task<Answer> ChangeAsync(string present) => visitor.PostAsync(
            "/account/security", "/account/security", ("_handler", "password"), ("Change.Present", present), ("Change.Password", "a longer sentence"));
        Assert.Contains("This is not your present password.", (await ChangeAsync("not the password")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/security?saved=password", (await ChangeAsync(Member.Password)).Location);
        var key = Key().Match(await visitor.ReadAsync("/account/security/authenticator")).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        await TurnOnAsync(visitor, Totp.CodeAt(key, TimeProvider.System.GetUtcNow()));
        Task<Answer> AppAsync(string wish) => visitor.PostAsync("/account/security", "/account/security", ("_handler", "app"), ("App.Password", "a longer sentence"), ("App.Wish", wish));
        Assert.Contains("recovery codes", (await AppAsync("codes")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/security?saved=off", (await AppAsync("off")).Location);

        string[] told = ["Your password was changed", "The authenticator app was turned on", "Your recovery codes were made anew", "The authenticator app was turned off"];
        var mailbox = app.Services.GetRequiredService<Mailbox>();
        List<string> Mails() => [.. mailbox.Latest(50).Where(mail => mail.To == member.Email).Select(mail => mail.Subject)];
        await Eventually.TrueAsync(() => Mails().Count >= told.Length, "Not every change was told.");
        Assert.Equal(told.Order(), Mails().Order());
    }

    [Fact]
    public async Task A_session_that_is_ended_elsewhere_is_refused_with_the_next_request()
    {
        var member = await Member.AddAsync(app);
        var (here, there) = (await SignedInAsync(member), await SignedInAsync(member));
        var page = await here.ReadAsync("/account/sessions");
        Assert.Contains("This device", page, StringComparison.Ordinal);
        var handler = Assert.Single(EndOne().Matches(page)).Groups[1].Value;
        Assert.Equal("/account/sessions?saved=one", (await here.PostAsync("/account/sessions", "/account/sessions", ("_handler", handler))).Location);
        Assert.Equal("/account/sessions?saved=elsewhere", (await here.PostAsync("/account/sessions", "/account/sessions", ("_handler", handler))).Location);
        Assert.Equal(HttpStatusCode.Found, (await there.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another_person()
    {
        var (member, stranger) = (await Member.AddAsync(app), await Member.AddAsync(app));
        var (here, there) = (await SignedInAsync(member), await SignedInAsync(stranger));
        var sessions = app.Services.GetRequiredService<SessionList>();
        var own = Assert.Single(await sessions.OfUserAsync(member.Id, Cancellation));
        await sessions.EndAsync(own.Id, stranger.Id, Cancellation);
        await there.PostAsync("/account/sessions", "/account/sessions", ("_handler", $"end-{own.Id}"));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_a_stolen_cookie_with_it()
    {
        var member = await Member.AddAsync(app);
        var client = app.NewClient();
        var visitor = new Visitor(client);
        Assert.Equal("/billing", (await visitor.SignInAsync(member.Email, Member.Password)).Location);
        Assert.Single(await app.Services.GetRequiredService<SessionList>().OfUserAsync(member.Id, Cancellation));
        await visitor.PostAsync("/account", "/account/sign-out");
        Assert.Empty(await app.Services.GetRequiredService<SessionList>().OfUserAsync(member.Id, Cancellation));
    }

    [Fact]
    public async Task All_others_are_ended_at_once_and_so_they_are_by_a_new_password()
    {
        var member = await Member.AddAsync(app);
        var (here, second, third) = (await SignedInAsync(member), await SignedInAsync(member), await SignedInAsync(member));
        Assert.Equal("/account/sessions?saved=others", (await here.PostAsync("/account/sessions", "/account/sessions", ("_handler", "end-others"))).Location);
        Assert.Equal(HttpStatusCode.Found, (await second.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Found, (await third.GetAsync("/account")).Status);
        var fourth = await SignedInAsync(member);
        await here.PostAsync("/account/security", "/account/security", ("_handler", "password"), ("Change.Present", Member.Password), ("Change.Password", "the second sentence"));
        Assert.Equal(HttpStatusCode.Found, (await fourth.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_new_address_counts_once_its_link_is_opened_and_the_old_one_is_told()
    {
        var member = await Member.AddAsync(app);
        var visitor = await SignedInAsync(member);
        var fresh = $"new-{member.Email}";
        Assert.Contains("This is not your present password.", (await AskAsync(visitor, fresh, "not the password")).Text, StringComparison.Ordinal);
        Assert.Equal("/account?saved=sent", (await AskAsync(visitor, fresh, Member.Password)).Location);
        var link = Link().Match((await MailAsync(fresh, "Confirm your new mail address")).Text).Groups[1].Value;
        Assert.Equal("/billing", (await new Visitor(app.NewClient()).SignInAsync(member.Email, Member.Password)).Location);
        Assert.Equal("/account?saved=address", (await visitor.GetAsync(link)).Location);
        Assert.Contains(fresh, await visitor.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Contains(fresh, (await MailAsync(member.Email, "Your mail address was changed")).Text, StringComparison.Ordinal);
        Assert.Equal("/billing", (await new Visitor(app.NewClient()).SignInAsync(fresh, Member.Password)).Location);
        Assert.Contains("does not work any more", await visitor.ReadAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_address_that_is_taken_the_asker_learns_nothing()
    {
        var (member, other) = (await Member.AddAsync(app), await Member.AddAsync(app));
        var visitor = await SignedInAsync(member);
        Assert.Equal("/account?saved=sent", (await AskAsync(visitor, other.Email, Member.Password)).Location);
        await MailAsync(other.Email, "You have an account already");
    }

    private async Task<string?> StampAsync(Member member)
    {
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        return await context.Users.Where(u => u.Email == member.Email).Select(u => u.SecurityStamp).SingleAsync(Cancellation);
    }

    private static Task<Answer> AskAsync(Visitor visitor, string address, string password) =>
        visitor.PostAsync("/account", "/account", ("_handler", "address"), ("Address.Email", address), ("Address.Password", password));

    private static Task<Answer> TurnOnAsync(Visitor visitor, string code) =>
        visitor.PostAsync("/account/security/authenticator", "/account/security/authenticator", ("_handler", "authenticator"), ("Input.Code", code));

    private static Task<Answer> StepAsync(Visitor visitor, string code, string query = "") =>
        visitor.PostAsync("/account/sign-in/code" + query, "/account/sign-in/code" + query, ("_handler", "code"), ("Input.Code", code));

    private async Task<Visitor> SignedInAsync(Member member)
    {
        var visitor = new Visitor(app.NewClient());
        Assert.Equal("/billing", (await visitor.SignInAsync(member.Email, Member.Password)).Location);
        return visitor;
    }

    private async Task<ReceivedMail> MailAsync(string to, string subject)
    {
        var mailbox = app.Services.GetRequiredService<Mailbox>();
        await Eventually.TrueAsync(() => mailbox.Latest(50).Any(mail => mail.To == to && mail.Subject == subject), $"No mail '{subject}' came to {to}.");
        return mailbox.Latest(50).First(mail => mail.To == to && mail.Subject == subject);
    }

    private PortalDbContext Open() => app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    [GeneratedRegex("class=\"mono key\"[^>]*>([A-Z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("<li[^>]*>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")]
    private static partial Regex Code();

    [GeneratedRegex("value=\"(end-[0-9a-f-]{36})\"")]
    private static partial Regex EndOne();

    [GeneratedRegex(@"http://[^/]+(/account/confirm-address\S+)")]
    private static partial Regex Link();
}
