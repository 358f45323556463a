using System.Net;
using System.Text.RegularExpressions;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>The page at which the owner of a bank account names what was sent to it.</summary>
public sealed partial class MicrodepositPageTests : SandboxTests
{
    private readonly HttpClient browser = new();

    public override async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_code_is_taken_once_and_the_debit_is_sent()
    {
        var intent = await PayAsync("&return_url=https://shop.example/back?a=1%26b=2");
        var page = PageOf(intent);
        Assert.Contains("STRIPE TEST BANK, checking account ending in 6789, of Ada", await ReadAsync(page));
        Assert.Contains("The code has six letters and digits.", await NameAsync(page, ("code", "")));
        Assert.Contains("This is not the code that was sent.", await NameAsync(page, ("code", "SM00ZZ")));
        Assert.Equal("requires_action", await StatusAsync(intent));
        var confirmed = await NameAsync(page, ("code", " sm11aa "));
        Assert.Contains("This account is confirmed. Its bank is asked for $10.00 now", confirmed);
        Assert.Contains("href=\"https://shop.example/back?a=1&amp;b=2\"", confirmed);
        await Eventually.TrueAsync(async () => await StatusAsync(intent) == "succeeded", () => "The debit does not arrive.");
        Assert.Contains("This account is confirmed already.", await NameAsync(page, ("code", "SM11AA")));
        Assert.Contains("This account is confirmed already.", await ReadAsync(page));
        Assert.Single((await sandbox.GetAsync($"/v1/charges?payment_intent={intent.Id}")).Data);
    }

    [Fact]
    public async Task An_account_that_gets_two_sums_is_asked_for_both()
    {
        var setup = await SaveAsync("Ada", "savings");
        Assert.Equal("amounts", setup.Text("next_action.verify_with_microdeposits.microdeposit_type"));
        var page = PageOf(setup);
        foreach (var second in new[] { "", "-45", "0.45", "4500000000000", "45x" })
            Assert.Contains("Enter both sums in whole cents", await NameAsync(page, ("first", "32"), ("second", second)));
        Assert.Contains("These are not the sums that were sent.", await NameAsync(page, ("first", "1"), ("second", "2")));
        var confirmed = await NameAsync(page, ("first", "45"), ("second", "32"));
        Assert.Contains("This account is confirmed, and can be used from now on.", confirmed);
        Assert.Contains("You can close this window.", confirmed);
        Assert.Equal("succeeded", (await sandbox.GetAsync($"/v1/setup_intents/{setup.Id}")).Text("status"));
    }

    [Theory]
    [InlineData("SM33CC", "It was tried too often")]
    [InlineData("SM44DD", "It is too late")]
    public async Task A_refusal_for_good_ends_the_page_and_another_account_has_a_page_of_its_own(string code, string words)
    {
        var intent = await PayAsync();
        var page = PageOf(intent);
        Assert.Contains(words, await NameAsync(page, ("code", code)));
        Assert.Contains(words, await NameAsync(page, ("code", "SM11AA")));
        Assert.Equal("requires_payment_method", await StatusAsync(intent));
        var again = (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/confirm", $"payment_method={await AccountAsync()}{Till.Mandate}")).Ok();
        using (var old = await browser.GetAsync(page))
            Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
        Assert.Contains("This account is confirmed.", await NameAsync(PageOf(again), ("code", "SM11AA")));
    }

    [Fact]
    public async Task Two_sums_may_be_guessed_three_times()
    {
        var setup = await SaveAsync("Ada", "savings");
        for (var tried = 1; tried < 3; tried++)
            Assert.Contains("These are not the sums that were sent.", await NameAsync(PageOf(setup), ("first", "1"), ("second", "2")));
        Assert.Contains("It was tried too often", await NameAsync(PageOf(setup), ("first", "1"), ("second", "2")));
        Assert.Equal("requires_payment_method", (await sandbox.GetAsync($"/v1/setup_intents/{setup.Id}")).Text("status"));
    }

    [Theory]
    [InlineData(false, 1, "incomplete_expired")]
    [InlineData(true, 9, "incomplete")]
    [InlineData(true, 10, "incomplete_expired")]
    public async Task A_subscription_waits_ten_days_for_the_account_that_is_to_pay_it(bool confirms, int days, string status)
    {
        var till = await new Till(sandbox).OpenAsync();
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=2900&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={till.Customer}&items[0][price]={price}&payment_behavior=default_incomplete&expand[]=latest_invoice.confirmation_secret")).Ok();
        var intent = subscription.Text("latest_invoice.confirmation_secret.client_secret").Split("_secret_")[0];
        if (confirms)
            (await sandbox.PostAsync($"/v1/payment_intents/{intent}/confirm", $"payment_method={await AccountAsync()}{Till.Mandate}")).Ok();
        await till.AdvanceAsync(days);
        Assert.Equal(status, (await sandbox.GetAsync($"/v1/subscriptions/{subscription.Id}")).Text("status"));
    }

    [Fact]
    public async Task An_account_that_waits_is_nobodys_yet()
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var refused = await sandbox.PostAsync($"/v1/payment_methods/{await AccountAsync()}/attach", $"customer={customer}");
        Assert.Equal((400, "Payment methods of type us_bank_account must be verified before they can be attached to a customer."), (refused.Status, refused.Text("error.message")));
    }

    [Fact]
    public async Task Whoever_means_no_good_gets_his_own_words_back_as_text_and_nothing_else()
    {
        var waiting = await SaveAsync("Ada", "checking");
        var page = PageOf(waiting);
        foreach (var text in HostileTexts.All)
        {
            IsHarmless(await NameAsync(page, ("code", text)));
            var named = Uri.EscapeDataString(Whole(text[..Math.Min(300, text.Length)]));
            using var nowhere = await browser.GetAsync(new Uri(page, $"?intent={named}&deposit={named}"));
            Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        }
        foreach (var text in HostileTexts.All.Where(text => text.IndexOfAny(['<', '"', '\'', '&']) >= 0 && text.Length < 500).Take(60))
            IsHarmless(await ReadAsync(PageOf(await SaveAsync(text, "checking"))));
        IsHarmless(await NameAsync(page, ("code[]", "SM11AA"), ("code[a][b]", "<b>")));
        using var large = await browser.PostAsync(page, new FormUrlEncodedContent([KeyValuePair.Create("code", new string('S', 20_000))]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var file = await browser.PostAsync(page, new MultipartFormDataContent { { new StringContent("SM11AA"), "code" } });
        Assert.Equal(HttpStatusCode.BadRequest, file.StatusCode);
        Assert.Equal("requires_action", (await sandbox.GetAsync($"/v1/setup_intents/{waiting.Id}")).Text("status"));
    }

    [Theory]
    [InlineData("javascript://elsewhere/alert(1)")]
    [InlineData("data://text/html,hello")]
    [InlineData("shop://done")]
    public async Task There_is_no_way_back_but_to_a_page(string address)
    {
        var confirmed = await NameAsync(PageOf(await PayAsync($"&return_url={Uri.EscapeDataString(address)}")), ("code", "SM11AA"));
        Assert.DoesNotContain("href", confirmed);
        Assert.Contains("You can close this window.", confirmed);
    }

    /// <summary>The only elements are the page's own, and no text of another stands in a tag but quoted.</summary>
    private static void IsHarmless(string page) =>
        Assert.Matches("^(<style>[^<]*</style>|<(!doctype html|/?(html|head|title|body|main|h1|p|form|label|br|button|small|strong)( (lang|role|id|method|for)=\"[a-z]+\")*|meta [^<>]*|input( [a-z-]+=\"[^\"<>]*\")*)>|[^<>])*$", page);

    /// <summary>The text without broken letters, of which no address can be made.</summary>
    private static string Whole(string text) => Broken().Replace(text, "");

    [GeneratedRegex(@"[\ud800-\udfff]")]
    private static partial Regex Broken();

    private static Uri PageOf(Answer intent) => new(intent.Text("next_action.verify_with_microdeposits.hosted_verification_url"));

    private async Task<string> StatusAsync(Answer intent) => (await sandbox.GetAsync($"/v1/payment_intents/{intent.Id}")).Text("status");

    private Task<string> ReadAsync(Uri page) => browser.GetStringAsync(page);

    private async Task<string> NameAsync(Uri page, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value[..Math.Min(500, field.Value.Length)])));
        using var answer = await browser.PostAsync(page, content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches("^default-src 'none'; style-src 'sha256-[^' ]+'$", answer.Headers.GetValues("Content-Security-Policy").Single());
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<string> AccountAsync() => (await sandbox.PostAsync("/v1/payment_methods",
        "type=us_bank_account&us_bank_account[account_number]=000123456789&us_bank_account[routing_number]=110000000&us_bank_account[account_holder_type]=individual&billing_details[name]=Ada")).Ok().Id;

    private async Task<Answer> PayAsync(string more = "") =>
        (await sandbox.PostAsync("/v1/payment_intents", $"amount=1000&currency=usd&payment_method={await AccountAsync()}&confirm=true{more}{Till.Mandate}")).Ok();

    private async Task<Answer> SaveAsync(string holder, string kind) => (await sandbox.PostAsync("/v1/setup_intents",
        "confirm=true&payment_method_data[type]=us_bank_account&payment_method_data[us_bank_account][account_number]=000123456789&payment_method_data[us_bank_account][routing_number]=110000000"
        + $"&payment_method_data[us_bank_account][account_holder_type]=individual&payment_method_data[us_bank_account][account_type]={kind}&payment_method_data[billing_details][name]={Uri.EscapeDataString(Whole(holder))}{Till.Mandate}")).Ok();
}
