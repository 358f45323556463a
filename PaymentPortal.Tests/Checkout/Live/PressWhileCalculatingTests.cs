using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>Pay is pressed while the total is being calculated anew: the press is kept, and holds for the amount that stood on the button alone.</summary>
public sealed class PressWhileCalculatingTests(Chromium browser) : IClassFixture<Chromium>
{
    private static readonly string Calculating = PaymentStepBench.Component.Replace("<output ", "<output data-calculating=\"true\" ", StringComparison.Ordinal);

    [Fact]
    public async Task The_same_amount_is_paid_once_it_is_known()
    {
        await using var bench = await PressedAsync();
        await bench.Rerender(PaymentStepBench.Component);
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal(34800, (int)Assert.Single(bench.Asked).Body["expectedAmount"]!);
        Assert.Equal(1, bench.Sandbox.Charges);
    }

    [Fact]
    public async Task Another_amount_is_told_and_paid_only_when_it_is_pressed_again()
    {
        await using var bench = await PressedAsync();
        await bench.Rerender(PaymentStepBench.Component.Replace("34800", "41760", StringComparison.Ordinal).Replace("$348.00", "$417.60", StringComparison.Ordinal));
        await Expect(bench.Message).ToHaveTextAsync("The total is now $417.60. Press Pay again if that is right.");
        await Expect(bench.Button).ToHaveTextAsync("Pay $417.60");
        await Expect(bench.Button).ToHaveAttributeAsync("aria-busy", "false");
        Assert.Empty(bench.Asked);
        await bench.Button.ClickAsync();
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal(41760, (int)Assert.Single(bench.Asked).Body["expectedAmount"]!);
    }

    [Fact]
    public async Task Who_types_after_the_press_takes_it_back()
    {
        await using var bench = await PressedAsync();
        await bench.Field("Name").FillAsync("Ada");
        await Expect(bench.Button).ToHaveAttributeAsync("aria-busy", "false");
        await bench.Rerender(PaymentStepBench.Component);
        await Expect(bench.Field("Name")).ToHaveValueAsync("Ada");
        Assert.Empty(bench.Asked);
    }

    private async Task<PaymentStepBench> PressedAsync()
    {
        var bench = await PaymentStepBench.Open(browser);
        await bench.FillCard("4242424242424242");
        await bench.Rerender(Calculating);
        await bench.Button.ClickAsync();
        await Expect(bench.Button).ToHaveAttributeAsync("aria-busy", "true");
        Assert.Empty(bench.Asked);
        return bench;
    }
}
