using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Pages;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Accounts;

public sealed class AccountTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Password = "a short sentence";

    private static int lastNumber;

    [Fact]
    public async Task A_new_customer_owns_an_organisation_and_signs_in_once_the_address_is_confirmed()
    {
        var (visitor, email) = (new Visitor(app.NewClient()), NewEmail());
        Assert.Equal("/account/check-mail", (await visitor.RegisterAsync($"  {email} ", Password)).Location);
        Assert.Contains("not confirmed yet", (await visitor.SignInAsync(email, Password)).Text, StringComparison.Ordinal);
        Assert.Equal("/account/sign-in?after=confirm", (await visitor.GetAsync(await ConfirmLinkAsync(email))).Location);
        Assert.Equal("/billing", (await visitor.SignInAsync(email, Password)).Location);
        var profile = WebUtility.HtmlDecode(await visitor.ReadAsync("/account"));
        Assert.Contains(email, profile, StringComparison.Ordinal);
        Assert.Contains("Analytical Engines", profile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_gets_the_same_answer_and_no_second_account()
    {
        var (visitor, email) = (new Visitor(app.NewClient()), NewEmail());
        var first = await visitor.RegisterAsync(email, Password);
        var second = await visitor.RegisterAsync(email.ToUpperInvariant(), "another short sentence");
        Assert.Equal((HttpStatusCode.Found, "/account/check-mail"), (first.Status, first.Location));
        Assert.Equal((first.Status, first.Location), (second.Status, second.Location));
        await using var context = app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
        Assert.Equal(1, await context.Users.CountAsync(user => user.NormalizedEmail == email.ToUpperInvariant(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_address_and_an_unconfirmed_one_get_the_same_answer()
    {
        var (visitor, confirmed, unconfirmed) = (new Visitor(app.NewClient()), await NewAccountAsync(), NewEmail());
        await visitor.RegisterAsync(unconfirmed, Password);
        var answers = new List<Answer>();
        foreach (var email in (string[])[confirmed, unconfirmed, NewEmail()])
            answers.Add(await visitor.SignInAsync(email, "not the password"));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, answers[0].Same), (answer.Status, answer.Same)));
        Assert.Contains("do not belong together", answers[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_ten_wrong_passwords_the_right_one_is_refused_too(bool isConfirmed)
    {
        var (visitor, email) = (new Visitor(app.NewClient()), isConfirmed ? await NewAccountAsync() : NewEmail());
        if (!isConfirmed)
            await visitor.RegisterAsync(email, Password);
        for (var i = 0; i < 10; i++)
            await visitor.SignInAsync(email, "not the password");
        var answer = await visitor.SignInAsync(email, Password);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("do not belong together", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_after_signing_in_never_leads_to_another_host()
    {
        var email = await NewAccountAsync();
        Assert.Equal("/billing", (await new Visitor(app.NewClient()).SignInAsync(email, Password, "?returnUrl=%2F%2Felsewhere.example")).Location);
        Assert.Equal("/checkout/pro", (await new Visitor(app.NewClient()).SignInAsync(email, Password, "?returnUrl=%2Fcheckout%2Fpro")).Location);
    }

    [Fact]
    public async Task Errors_stand_beside_their_fields_and_what_was_typed_is_kept_except_the_password()
    {
        var answer = await new Visitor(app.NewClient()).RegisterAsync("no-address", "the secret words", name: " ", organisation: "<b>Böhm & Söhne</b>");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Enter your name.", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Enter a whole mail address", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"no-address\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;b&gt;B", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the secret words", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weak_password_is_refused_for_a_taken_address_as_for_a_new_one()
    {
        var visitor = new Visitor(app.NewClient());
        var taken = await visitor.RegisterAsync(await NewAccountAsync(), "aaaaaaaaaaaa");
        var free = await visitor.RegisterAsync(NewEmail(), "aaaaaaaaaaaa");
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Equal(taken.Same, free.Same);
    }

    [Fact]
    public async Task A_confirmation_can_be_asked_for_again_without_learning_who_has_an_account()
    {
        var (visitor, email) = (new Visitor(app.NewClient()), NewEmail());
        await visitor.RegisterAsync(email, Password);
        foreach (var address in (string[])[email, NewEmail()])
            Assert.Equal("/account/check-mail", (await visitor.PostAsync("/account/sign-in", "/account/sign-in", ("_handler", "resend"), ("Resend.Email", address))).Location);
    }

    [Fact]
    public async Task A_new_password_works_its_link_works_once_and_the_lock_is_opened()
    {
        var (visitor, email) = (new Visitor(app.NewClient()), await NewAccountAsync());
        var elsewhere = new Visitor(app.NewClient());
        Assert.Equal("/billing", (await elsewhere.SignInAsync(email, Password)).Location);
        for (var i = 0; i < 10; i++)
            await visitor.SignInAsync(email, "not the password");
        Assert.Equal("/account/check-mail?for=password", (await visitor.PostAsync("/account/forgot", "/account/forgot", ("_handler", "forgot"), ("Input.Email", email))).Location);
        var link = await ResetLinkAsync(email);
        Assert.Contains("at least 10 characters", (await ResetAsync(visitor, link, "short")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/sign-in?after=reset", (await ResetAsync(visitor, link, "the second sentence")).Location);
        Assert.StartsWith("/account/sign-in", (await elsewhere.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.Contains("does not work any more", await visitor.ReadAsync(link), StringComparison.Ordinal);
        Assert.Contains("does not work any more", (await ResetAsync(visitor, link, "the third sentence")).Text, StringComparison.Ordinal);
        Assert.Equal("/billing", (await visitor.SignInAsync(email, "the second sentence")).Location);
    }

    [Theory]
    [InlineData("/account/confirm")]
    [InlineData("/account/confirm?userId=nobody&code=%00")]
    [InlineData("/account/confirm?userId=0a11ce00-0000-7000-8000-000000000000&code=abcd")]
    [InlineData("/account/reset?userId=x&code=y")]
    [InlineData("/account/reset?userId=0a11ce00-0000-7000-8000-000000000000&code=%25%25")]
    public async Task A_broken_link_is_answered_in_a_sentence(string link) =>
        Assert.Contains("This link does not work any more", await new Visitor(app.NewClient()).ReadAsync(link), StringComparison.Ordinal);

    [Fact]
    public async Task A_customer_is_kept_out_of_the_console_and_a_stranger_is_sent_to_sign_in()
    {
        var visitor = new Visitor(app.NewClient());
        Assert.Equal("/account/sign-in?returnUrl=%2Faccount", (await visitor.GetAsync("/account")).Location);
        await visitor.SignInAsync(await NewAccountAsync(), Password);
        Assert.DoesNotContain("href=\"/admin\"", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_needs_the_persons_own_form()
    {
        var visitor = new Visitor(app.NewClient());
        await visitor.SignInAsync(await NewAccountAsync(), Password);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync("/account/sign-out")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).Status);
        Assert.Equal("/account/sign-in?after=sign-out", (await visitor.PostAsync("/account", "/account/sign-out")).Location);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_changed_password_needs_the_present_one()
    {
        var (visitor, email) = (new Visitor(app.NewClient()), await NewAccountAsync());
        await visitor.SignInAsync(email, Password);
        Task<Answer> ChangeAsync(string present) =>
            visitor.PostAsync("/account/security", "/account/security", ("_handler", "password"), ("Change.Present", present), ("Change.Password", "the second sentence"));
        Assert.Contains("This is not your present password.", (await ChangeAsync("not the password")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/security?saved=password", (await ChangeAsync(Password)).Location);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).Status);
        Assert.Equal("/billing", (await new Visitor(app.NewClient()).SignInAsync(email, "the second sentence")).Location);
    }

    [Fact]
    public async Task A_changed_name_is_the_one_that_the_menu_shows()
    {
        var visitor = new Visitor(app.NewClient());
        await visitor.SignInAsync(await NewAccountAsync(), Password);
        Assert.Equal("/account?saved=name", (await visitor.PostAsync("/account", "/account", ("_handler", "profile"), ("Profile.Name", "Augusta King"))).Location);
        Assert.Contains("<span class=\"name\">Augusta King</span>", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
    }

    private static string NewEmail() => $"o'brien+{Interlocked.Increment(ref lastNumber)}@example.com";

    private static Task<Answer> ResetAsync(Visitor visitor, string link, string password) =>
        visitor.PostAsync("/account/sign-in", link, ("_handler", "reset"), ("Input.Password", password));

    private async Task<string> NewAccountAsync()
    {
        var (visitor, email) = (new Visitor(app.NewClient()), NewEmail());
        await visitor.RegisterAsync(email, Password);
        await visitor.GetAsync(await ConfirmLinkAsync(email));
        return email;
    }

    private Task<string> ConfirmLinkAsync(string email) => LinkAsync(email, async (users, user) => AccountLinks.Confirm(user.Id, await users.GenerateEmailConfirmationTokenAsync(user)));

    private Task<string> ResetLinkAsync(string email) => LinkAsync(email, async (users, user) => AccountLinks.Reset(user.Id, await users.GeneratePasswordResetTokenAsync(user)));

    private async Task<string> LinkAsync(string email, Func<UserManager<User>, User, Task<string>> link)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return await link(users, (await users.FindByEmailAsync(email))!);
    }
}
