using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Accounts.PersonalData;
using PaymentPortal.Billing;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Subscriptions;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>Every field of a customer's forms against hostile texts, through the commands and the forms without a browser: each is shown as text, or refused by a sentence.</summary>
public sealed partial class HostileFormsTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Names_and_invitations_are_kept_as_text_or_refused_by_a_sentence(DatabaseProvider provider)
    {
        var app = await portals.OnAsync(provider);
        var (member, rename, invite, withdraw) = (await Member.AddAsync(app), Get<RenameOrganisation>(app), Get<InviteMember>(app), Get<WithdrawInvitation>(app));
        var visitor = await SignInAsync(app, member);
        foreach (var (_, text) in On(provider))
        {
            var renamed = await rename.RunAsync(member.Id, member.Organisation, text, Cancellation);
            if (ShouldBeDoneOrSaid(renamed))
            {
                var page = Parse(await visitor.ReadAsync("/organisation"));
                var shown = page.QuerySelector("h1")!.TextContent;
                Assert.Equal(await NameAsync(app, member.Organisation), shown);
                Assert.False(HostileTexts.TurnsOrControls(shown), $"'{text}' is shown as '{shown}'.");
            }
            if (ShouldBeDoneOrSaid(await invite.RunAsync(member.Id, member.Organisation, text, MembershipRole.Member, Cancellation)))
            {
                await using var context = Open(app);
                var invitation = await context.Invitations.SingleAsync(i => i.OrganisationId == member.Organisation && i.State == InvitationState.Pending, Cancellation);
                Assert.False(HostileTexts.TurnsOrControls(invitation.Email));
                Assert.True((await withdraw.RunAsync(member.Id, member.Organisation, invitation.Id, Cancellation)).IsDone);
            }
        }
        NothingBroke(app);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Billing_details_codes_and_reasons_are_kept_as_text_or_refused_by_a_sentence(DatabaseProvider provider)
    {
        var app = await portals.OnAsync(provider);
        var member = await Member.AddAsync(app);
        var tenant = await Tenant.SubscribeAsync(app, member.Organisation, member.Id, "pro_month_usd");
        var (save, codes, cancel, keep) = (Get<SaveBillingParty>(app), Get<ApplyCode>(app), Get<CancelSubscription>(app), Get<KeepSubscription>(app));
        var buyer = await Member.AddAsync(app);
        var purchase = (await Get<StartCheckout>(app).RunAsync(buyer.Id, new CheckoutWish("pro_month_usd"), buyer.Id, Cancellation)).Value!.Id;
        foreach (var (_, text) in On(provider))
        {
            var party = new BillingParty { Name = text, Email = "ada@example.com", Country = "GB", Line1 = text, City = text, PostalCode = text, State = text };
            if (ShouldBeDoneOrSaid(await save.RunAsync(member.Id, party, Cancellation)))
            {
                var customer = await app.Sandbox.GetAsync($"customers/{tenant.Customer}");
                Assert.Equal(TypedText.Line(text), (string?)customer["name"]);
                Assert.Equal(TypedText.Line(text), (string?)customer["address"]!["line1"]);
                Assert.False(HostileTexts.TurnsOrControls((string)customer["name"]!));
            }
            foreach (var wrong in (BillingParty[])[new() { Name = "Ada", Email = text, Country = "GB" }, new() { Name = "Ada", Email = "ada@example.com", Country = text }, new() { Name = "Ada", Email = "ada@example.com", Country = "DE", TaxIdType = "eu_vat", TaxId = text }, new() { Name = "Ada", Email = "ada@example.com", Country = "DE", TaxIdType = text, TaxId = "DE123456789" }])
                ShouldBeDoneOrSaid(await save.RunAsync(member.Id, wrong, Cancellation));
            var details = BillingDetails.Read(((string[])["name", "country", "line1", "city", "postal_code", "state", "tax_id"]).ToDictionary(field => field, field => (string?)(field == "country" ? "GB" : text)));
            Assert.False(HostileTexts.TurnsOrControls(details.Name + details.Line1 + details.TaxId));
            Assert.True(details.Fault() is null or { Sentence.Length: > 10, Field: not null });
            ShouldBeDoneOrSaid(await codes.RunAsync(purchase, buyer.Id, text, Cancellation));
        }
        foreach (var (at, comment) in Comments(On(provider).Select(on => on.Text)).Index())
        {
            var isCancelled = ShouldBeDoneOrSaid(await cancel.RunAsync(member.Id, tenant.Id, atOnce: false, at % 2 == 0 ? "other" : null, comment, Cancellation));
            Assert.Equal(TypedText.Lines(comment).Length <= CancelSubscription.LongestComment, isCancelled);
            if (isCancelled)
            {
                Assert.Equal(TypedText.Lines(comment), (string?)(await tenant.AtStripeAsync())["cancellation_details"]!["comment"] ?? "");
                Assert.True((await keep.RunAsync(member.Id, tenant.Id, Cancellation)).IsDone);
            }
        }
        NothingBroke(app);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Forms_of_the_account_and_addresses_answer_with_a_page(DatabaseProvider provider)
    {
        var app = await portals.OnAsync(provider);
        var member = await Member.AddAsync(app);
        var visitor = await SignInAsync(app, member);
        var guest = new Visitor(app.NewClient());
        var token = Token().Match(await visitor.ReadAsync("/account")).Groups[1].Value;
        var (register, signIn, forgot) = (await TokenAsync(guest, "/account/register"), await TokenAsync(guest, "/account/sign-in"), await TokenAsync(guest, "/account/forgot"));
        foreach (var (at, text) in On(provider))
        {
            ShouldBeAPage(text, await visitor.SendAsync("/account", ("_handler", "profile"), ("Profile.Name", text), ("__RequestVerificationToken", token)));
            ShouldBeAPage(text, await guest.SendAsync("/account/forgot", ("_handler", "forgot"), ("Input.Email", text), ("__RequestVerificationToken", forgot)));
            ShouldBeAPage(text, await guest.SendAsync("/account/sign-in", ("_handler", "sign-in"), ("Input.Email", text), ("Input.Password", text), ("__RequestVerificationToken", signIn)));
            ShouldBeAPage(text, await guest.SendAsync("/account/register", ("_handler", "register"), ("Input.Name", text), ("Input.Organisation", text), ("Input.Email", text), ("Input.Password", text), ("__RequestVerificationToken", register)));
            // With an address that is one the account is made, and its password takes long to hash on purpose
            if (at % 24 == 2)
                ShouldBeAPage(text, await guest.SendAsync("/account/register", ("_handler", "register"), ("Input.Name", text), ("Input.Organisation", text), ("Input.Email", $"new{at}@example.com"), ("Input.Password", Member.Password), ("__RequestVerificationToken", register)));
            if (at % 24 == 3 && text.Length < 1000)
            {
                var x = Uri.EscapeDataString(text.Replace('\ud800', ' ').Replace('\ud83d', ' ').Replace('\udc00', ' '));
                foreach (var address in Addresses)
                    ShouldBeAPage(text, await visitor.GetAsync(address.Replace("{x}", x, StringComparison.Ordinal)));
            }
        }
        NothingBroke(app);
    }

    [Fact]
    public void No_cell_of_an_export_is_a_formula_and_every_one_reads_back()
    {
        foreach (var text in HostileTexts.All)
        {
            var cell = ExportPersonalData.Cell(text);
            var read = cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
            Assert.True(read.TrimStart().Length == 0 || !"=+-@\uff1d\uff0b\uff0d\uff20".Contains(read.TrimStart()[0], StringComparison.Ordinal), $"'{text}' is a formula as '{cell}'.");
            Assert.Equal(text, read == text ? read : read[1..]);
            Assert.True(cell.StartsWith('"') || cell.IndexOfAny([',', '\n', '\r', '"']) < 0, $"'{text}' falls apart as '{cell}'.");
        }
        Assert.Equal("-1120", ExportPersonalData.Cell(-1120L));
    }

    private static readonly string[] Addresses =
    [
        "/billing/invoices?q={x}&state={x}&year={x}&after={x}", "/billing/credits?kind={x}&after={x}", "/billing/fix?invoice={x}", "/billing/change?plan={x}&interval={x}&seats={x}", "/billing?notice={x}", "/pricing?interval={x}&currency={x}&notice={x}",
        "/checkout/new?price={x}&seats={x}&add={x}&trial={x}", "/account/confirm?userId={x}&code={x}&returnUrl={x}", "/account/confirm-address?userId={x}&email={x}&code={x}", "/account/reset?userId={x}&code={x}", "/account/join?code={x}",
        "/account/sign-in?returnUrl={x}&after={x}", "/account/register?returnUrl={x}", "/account/check-mail?for={x}", "/billing/invoices/{x}", "/billing/invoices/{x}/pdf", "/billing/credit-notes/{x}/pdf", "/checkout/invoice/{x}", "/billing/features/{x}",
        "/sandbox/mailbox/{x}", "/{x}",
    ];

    /// <summary>All of them; on the second database, which only keeps what the first kept, every fifth.</summary>
    private static IEnumerable<(int At, string Text)> On(DatabaseProvider provider) => HostileTexts.All.Index().Where(text => provider == DatabaseProvider.Sqlite || text.Index % 5 == 0);

    /// <summary>All of them in as few comments as hold them, each text on lines of its own: every comment is a cancellation and its withdrawal at Stripe. What is too long for one stands alone.</summary>
    private static List<string> Comments(IEnumerable<string> texts) => texts.Aggregate(new List<string> { "" }, (comments, text) =>
    {
        if (comments[^1].Length + 1 + text.Length > CancelSubscription.LongestComment)
            comments.Add(text);
        else
            comments[^1] += "\n" + text;
        return comments;
    });

    private static T Get<T>(PortalApp app)
        where T : notnull => app.Services.GetRequiredService<T>();

    private static PortalDbContext Open(PortalApp app) => Get<IDbContextFactory<PortalDbContext>>(app).CreateDbContext();

    private static async Task<string> NameAsync(PortalApp app, OrganisationId id)
    {
        await using var context = Open(app);
        return await context.Organisations.Where(o => o.Id == id).Select(o => o.Name).SingleAsync(Cancellation);
    }

    private static async Task<Visitor> SignInAsync(PortalApp app, Member member)
    {
        var visitor = new Visitor(app.NewClient());
        Assert.Equal(HttpStatusCode.Found, (await visitor.SignInAsync(member.Email, Member.Password)).Status);
        return visitor;
    }

    private static async Task<string> TokenAsync(Visitor visitor, string path) => Token().Match(await visitor.ReadAsync(path)).Groups[1].Value;

    private static bool ShouldBeDoneOrSaid(Outcome outcome)
    {
        Assert.True(outcome.IsDone || outcome.Refusal.Sentence is { Length: > 10 } and not "internal", outcome.Refusal?.Code);
        return outcome.IsDone;
    }

    private static bool ShouldBeDoneOrSaid<T>(Outcome<T> outcome)
        where T : notnull => ShouldBeDoneOrSaid(outcome.IsDone ? Outcome.Done : outcome.Refusal);

    /// <summary>A page or the way to one, never an error of ours, and nothing in it that would run.</summary>
    private static void ShouldBeAPage(string text, Answer answer)
    {
        Assert.True((int)answer.Status < 500, $"'{text}' is answered by {answer.Status}.");
        Assert.True(answer.Location is null or ['/', not ('/' or '\\'), ..] or "/", $"'{text}' leads to {answer.Location}.");
        if (answer.Text.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal))
            Parse(answer.Text);
    }

    private static IDocument Parse(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        foreach (var element in page.All)
        {
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal) || (attribute.Name is "href" or "src" or "action" && attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)));
            Assert.False(element is { LocalName: "script" } && !element.HasAttribute("src") && element.TextContent.Contains("fail()", StringComparison.Ordinal), element.OuterHtml);
            Assert.False(element is { LocalName: "iframe" or "object" or "embed" or "base" } && element.GetAttribute("href") != "/", element.OuterHtml);
        }
        return page;
    }

    private static void NothingBroke(PortalApp app) => Assert.DoesNotContain(app.Log.Problems, problem => problem.Level >= LogLevel.Error);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
