using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Billing;
using PaymentPortal.Customers;
using PaymentPortal.Shared.Components;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>What VIES answers about a tax id: kept as Stripe tells it, and said in words where the id stands.</summary>
public sealed class TaxIdAnswerTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    // Stripe's test numbers with the check digit of a country: one that VIES does not know, and one about which it never answers
    private const string Unknown = "PL1111111111";
    private const string NeverAnswered = "PL2222222222";
    private const string Known = "DE136695976";

    [Fact]
    public async Task The_answer_comes_when_it_comes_and_only_the_ids_that_are_there_are_kept()
    {
        var account = await Account.OpenAsync(App);
        await SaveAsync(account, NeverAnswered);
        Assert.Equal("pending", (await OneAsync(account, NeverAnswered, "pending")).Status);
        account = await account.AfterAsync(TimeSpan.FromDays(1));
        await SaveAsync(account, Unknown);
        await OneAsync(account, Unknown, "pending");
        account = await account.AfterAsync(TimeSpan.FromDays(1));
        var unknown = await OneAsync(account, Unknown, "unverified");
        Assert.Equal((Tone.Attention, "VIES does not know this number: reverse charge may be refused by your tax office. Check it."), TaxIdWords.Of(unknown, TimeZoneInfo.Utc));
        await SaveAsync(account, Known);
        var asked = account.Now;
        account = await (await account.AfterAsync(TimeSpan.FromDays(1))).AfterAsync(TimeSpan.FromDays(3));
        var known = await OneAsync(account, Known, "verified");
        Assert.Equal(("TEST", "123 TEST STREET"), (known.VerifiedName, known.VerifiedAddress));
        Assert.InRange(known.StatusSince.ToUnixTimeSeconds(), asked, asked + 60);
        Assert.Equal((Tone.Good, $"Confirmed by VIES as TEST on {known.StatusSince.UtcDateTime.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}."), TaxIdWords.Of(known, TimeZoneInfo.Utc));
        await SaveAsync(account, null);
        await account.KnowsAsync(async context => !await context.TaxIds.AnyAsync(t => t.CustomerId == account.Customer, Cancellation));
        await using var tables = await NewContextAsync();
        Assert.Empty(await tables.InboxEntries.Where(e => e.ObjectKind == "tax_id" && e.Error != null).Select(e => e.Error!).ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData("eu_vat", "verified", null, "Confirmed by VIES on 3 May 2027.")]
    [InlineData("eu_vat", "verified", "---", "Confirmed by VIES on 3 May 2027.")]
    [InlineData("eu_vat", "verified", "ACME GmbH", "Confirmed by VIES as ACME GmbH on 3 May 2027.")]
    [InlineData("gb_vat", "pending", null, "Being checked with HMRC.")]
    [InlineData("gb_vat", "unverified", null, "HMRC does not know this number: your tax office may not accept invoices that name it. Check it.")]
    [InlineData("eu_vat", "unavailable", null, "VIES could not be asked about this number.")]
    [InlineData("us_ein", "unavailable", null, null)]
    public void Each_answer_has_its_words(string type, string status, string? name, string? words)
    {
        var at = new DateTimeOffset(2027, 5, 3, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(words, TaxIdWords.Of(new TaxId { Id = "txi_1", CustomerId = "cus_1", Type = type, Value = "1", Status = status, StatusSince = at, CreatedAt = at, VerifiedName = name }, TimeZoneInfo.Utc)?.Sentence);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task It_stands_beside_the_number_and_on_the_customers_page_as_soon_as_it_is_there(int width, ColorScheme colours)
    {
        // Ahead of the portal's own clock, by which its answers are stamped
        var account = await (await Account.OpenAsync(App)).AfterAsync(TimeSpan.FromDays(1));
        var page = await SignInAsync(account.Member, "/billing/details", width, colours);
        await EnterAsync(page, "PL", Unknown);
        var answer = page.Locator("[data-tax-id-answer]");
        await Expect(answer).ToHaveTextAsync("Being checked with VIES.");
        await page.ShouldHaveNoAxeFindings();
        account = await account.AfterAsync(TimeSpan.FromDays(1));
        await Expect(answer).ToContainTextAsync("VIES does not know this number");
        await page.ShouldHaveNoAxeFindings();
        await EnterAsync(page, "DE", Known);
        await Expect(answer).ToHaveTextAsync("Being checked with VIES.");
        account = await account.AfterAsync(TimeSpan.FromDays(1));
        await Expect(answer).ToContainTextAsync("Confirmed by VIES as TEST on");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" });
        var before = await button.BoundingBoxAsync();
        await page.GetByLabel("Tax id", new() { Exact = true }).FillAsync("DE123456789");
        await page.Keyboard.PressAsync("Tab");
        await Expect(answer).ToHaveCountAsync(0);
        // A press that ends the typing would miss a button that moves away under it
        Assert.Equal(before?.Y, (await button.BoundingBoxAsync())?.Y);

        var console = await SignInAsync(await Member.AddAsync(App, Roles.Admin), $"/admin/customers/{account.Customer}", width, colours);
        await Expect(console.GetByText(Known)).ToBeVisibleAsync();
        await Expect(console.GetByText("Confirmed by VIES as TEST on")).ToBeVisibleAsync();
        await console.ShouldHaveNoAxeFindings();
    }

    private static async Task EnterAsync(IPage page, string country, string number)
    {
        await page.GetByLabel("Country").SelectOptionAsync(country);
        await page.GetByLabel("Kind of tax id").SelectOptionAsync("eu_vat");
        await page.GetByLabel("Tax id", new() { Exact = true }).FillAsync(number);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
        await Expect(page.GetByText("Saved. Your coming invoices carry these details.")).ToBeVisibleAsync();
    }

    private async Task SaveAsync(Account account, string? number)
    {
        var party = new BillingParty { Name = "Engines", Email = account.Member.Email, Country = number?[..2] ?? "DE", TaxIdType = number is null ? null : "eu_vat", TaxId = number };
        var saved = await App.Services.GetRequiredService<SaveBillingParty>().RunAsync(account.Member.Id, party, Cancellation);
        Assert.True(saved.IsDone, saved.Refusal?.Sentence);
    }

    /// <summary>The customer's one id, once it is this one and stands so.</summary>
    private static async Task<TaxId> OneAsync(Account account, string number, string status)
    {
        TaxId? found = null;
        await account.KnowsAsync(async context => await context.TaxIds.AsNoTracking().Where(t => t.CustomerId == account.Customer).ToListAsync(Cancellation) is [var one] && (found = one) is { } && one.Value == number && one.Status == status);
        return found!;
    }
}
