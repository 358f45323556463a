using Bunit;
using PaymentPortal.Shared;
using PaymentPortal.Shared.Components;

namespace PaymentPortal.Tests.Shared.Components;

public sealed class ComponentTests : BunitContext
{
    [Theory]
    [InlineData(-500, "eur", "−€5.00")]
    [InlineData(1234, "jpy", "¥1,234")]
    public void Money_is_written_with_its_own_decimals_and_a_true_minus(long minor, string currency, string expected) =>
        Render<MoneyText>(p => p.Add(c => c.Value, new Money(minor, Currency.Parse(currency)))).MarkupMatches($"<span class=\"money\">{expected}</span>");

    [Theory]
    [InlineData("past_due", "attention", "Past due")]
    [InlineData("succeeded", "good", "Succeeded")]
    [InlineData("canceled", "ended", "Cancelled")]
    [InlineData("some_new_state", "ended", "Some new state")]
    public void A_state_is_a_word_an_icon_and_a_tone(string state, string tone, string word)
    {
        var badge = Render<StatusBadge>(p => p.Add(c => c.State, state)).Find(".badge");
        Assert.Contains(tone, badge.ClassList);
        Assert.Equal(word, badge.TextContent);
        Assert.NotNull(badge.QuerySelector("svg[aria-hidden=true]"));
    }

    [Fact]
    public void A_page_may_say_better_what_a_state_means()
    {
        var badge = Render<StatusBadge>(p => p.Add(c => c.State, "active").Add(c => c.Word, "Ends on 1 Dec").Add(c => c.Tone, Tone.Attention)).Find(".badge");
        Assert.Contains("attention", badge.ClassList);
        Assert.Equal("Ends on 1 Dec", badge.TextContent);
    }

    [Fact]
    public void An_instant_is_shown_in_the_reporting_zone_and_names_it()
    {
        var instant = new DateTimeOffset(2026, 11, 20, 23, 5, 9, TimeSpan.Zero);
        Render<TimeText>(p => p.Add(c => c.Value, instant))
            .MarkupMatches("""<time datetime="2026-11-20T23:05:09Z" title="20 Nov 2026, 23:05:09 UTC">20 Nov 2026, 23:05</time>""");
        Render<TimeText>(p => p.Add(c => c.Value, instant).AddCascadingValue(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")))
            .MarkupMatches("""<time datetime="2026-11-20T23:05:09Z" title="21 Nov 2026, 00:05:09 Europe/Berlin">21 Nov 2026, 00:05</time>""");
    }

    [Theory]
    [InlineData("pi_3PqJ2eLkdIwHu7ix1a2b3c4d", "pi_…2b3c4d")]
    [InlineData("019a0000-0000-7000-8000-0000deadbeef", "…adbeef")]
    [InlineData("cus_short", "cus_short")]
    public void An_id_is_shortened_and_copied_whole(string id, string shown)
    {
        var button = Render<ShortId>(p => p.Add(c => c.Value, id)).Find("button");
        Assert.Equal("Copy " + shown, button.TextContent.Trim());
        Assert.Equal(id, button.GetAttribute("data-copy"));
    }

    [Fact]
    public async Task Retrying_is_busy_and_cannot_be_pressed_twice_until_it_is_through()
    {
        var (attempt, attempts) = (new TaskCompletionSource(), 0);
        var state = Render<FailedState>(p => p.Add(c => c.OnRetry, () =>
        {
            attempts++;
            return attempt.Task;
        }));
        var click = state.Find("button").ClickAsync(new());
        Assert.Equal("true", state.Find("button").GetAttribute("aria-busy"));
        Assert.True(state.Find("button").HasAttribute("disabled"));
        attempt.SetResult();
        await click;
        Assert.False(state.Find("button").HasAttribute("disabled"));
        Assert.Equal(1, attempts);
    }

    [Fact]
    public void A_field_without_an_error_shows_none() =>
        Render<FieldError>(p => p.Add(c => c.Id, "x-error").Add(c => c.Text, null)).MarkupMatches("");

    [Fact]
    public void An_icon_that_does_not_exist_is_a_mistake_of_the_page() =>
        Assert.ThrowsAny<ArgumentException>(() => Render<Icon>(p => p.Add(c => c.Name, "unicorn")));

    [Fact]
    public void What_an_object_is_called_is_never_markup() =>
        Assert.Contains("&lt;script&gt;", Render<EmptyState>(p => p.Add(c => c.Title, "<script>")).Markup, StringComparison.Ordinal);
}
