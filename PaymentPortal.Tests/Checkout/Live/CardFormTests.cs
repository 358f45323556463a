using System.Net;
using System.Net.Http.Headers;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>The sandbox's form of a card: what it says, how it writes numbers and dates, and that it is loaded once.</summary>
public sealed class CardFormTests(Chromium browser) : IClassFixture<Chromium>
{
    [Fact]
    public async Task An_incomplete_card_is_told_at_its_fields_and_nothing_is_asked()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        await bench.Field("Card number").FillAsync("4242 4242 4242 4241");
        await bench.Field("Expiry date").FillAsync("1/20");
        await bench.Button.ClickAsync();
        await Expect(bench.Page.Locator(".sbx-error")).ToHaveTextAsync(["This is not a valid card number.", "The card has expired.", "The security code is incomplete."]);
        await Expect(bench.Field("Card number")).ToBeFocusedAsync();
        await Expect(bench.Field("Card number")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(bench.Button).ToBeEnabledAsync();
        Assert.Empty(bench.Asked);
        Assert.Empty(bench.Sandbox.Requests);
        await bench.Page.ShouldHaveNoAxeFindings();
        Assert.Empty(bench.ConsoleErrors);
    }

    [Theory]
    [InlineData("378282246310005", "3782 822463 10005", "American Express")]
    [InlineData("5555555555554444", "5555 5555 5555 4444", "Mastercard")]
    [InlineData("36227206271667", "3622 720627 1667", "Diners Club")]
    [InlineData("6011 1111 1111 1117", "6011 1111 1111 1117", "Discover")]
    [InlineData("４２４２ 4242 4242 4242", "4242 4242 4242 4242", "Visa")]
    public async Task Numbers_are_grouped_as_their_brand_writes_them(string typed, string shown, string brand)
    {
        await using var bench = await PaymentStepBench.Open(browser);
        await bench.Field("Card number").FillAsync(typed);
        await Expect(bench.Field("Card number")).ToHaveValueAsync(shown);
        await Expect(bench.Page.Locator(".sbx-brand")).ToHaveTextAsync(brand);
    }

    [Fact]
    public async Task Typing_formats_without_moving_the_caret_and_dates_are_read_as_people_and_browsers_write_them()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        var number = bench.Field("Card number");
        await number.PressSequentiallyAsync("42424242");
        await Expect(number).ToHaveValueAsync("4242 4242");
        await number.PressAsync("Home");
        await number.PressAsync("ArrowRight");
        await number.PressSequentiallyAsync("1");
        await Expect(number).ToHaveValueAsync("4124 2424 2");
        Assert.Equal(2, await number.EvaluateAsync<int>("input => input.selectionStart"));

        var expiry = bench.Field("Expiry date");
        foreach (var (written, read) in new[] { ("12/2034", "12 / 34"), ("2034-12", "12 / 34"), ("1234", "12 / 34"), ("122034", "12 / 34"), ("1 / 34", "01 / 34"), ("9", "09 / ") })
        {
            await expiry.FillAsync(written);
            await Expect(expiry).ToHaveValueAsync(read);
        }

        await expiry.FillAsync("");
        await expiry.PressSequentiallyAsync("1234");
        await Expect(expiry).ToHaveValueAsync("12 / 34");
        for (var i = 0; i < 7; i++)
            await expiry.PressAsync("Backspace");
        await Expect(expiry).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_script_and_the_style_sheet_are_revalidated_by_their_tags()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        using var client = new HttpClient { BaseAddress = new Uri(bench.Address) };
        foreach (var path in new[] { "/sandbox/stripe.js", "/sandbox/elements.css" })
        {
            using var first = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
            using var second = await client.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }
}
