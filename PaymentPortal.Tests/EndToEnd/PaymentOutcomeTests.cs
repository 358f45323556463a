using Microsoft.Playwright;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

public sealed class PaymentOutcomeTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("4000 0000 0000 0002", "Your bank declined this card, so nothing was charged.")]
    [InlineData("4000 0000 0000 9995", "There is not enough money on this card, so nothing was charged.")]
    [InlineData("4000 0000 0000 0069", "This card has expired.")]
    public async Task A_refused_card_is_told_in_a_sentence_and_another_pays_at_once(string card, string sentence)
    {
        AllowDeclines();
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await checkout.FillAsync(card);
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Message).ToContainTextAsync(sentence);
        Assert.Equal(0, await member.ChargesAsync(App));
        await checkout.FillCardAsync(CheckoutScreen.Pays);
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Theory]
    [InlineData("4000 0027 6000 3184")]
    [InlineData("4000 0025 0000 3155")]
    public async Task A_payment_that_the_buyer_confirms_to_the_bank_goes_through(string card)
    {
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await checkout.FillAsync(card);
        await checkout.Pay.ClickAsync();
        await Expect(checkout.BankAsks).ToContainTextAsync("$149.00");
        Assert.Equal(0, await member.ChargesAsync(App));
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task A_payment_that_the_buyer_left_at_the_banks_question_can_be_confirmed_from_billing()
    {
        var member = await Member.AddAsync(App);
        var left = await CheckOutAsync(member);
        await left.FillAsync(CheckoutScreen.Asks);
        await left.Pay.ClickAsync();
        await Expect(left.BankAsks).ToBeVisibleAsync();
        var checkout = await AnotherTabAsync(left, "/billing");
        await left.Page.CloseAsync();
        var alert = checkout.Page.Locator(".alert", new() { HasText = "$149.00 for the Pro plan waits for you to confirm it." });
        await alert.GetByRole(AriaRole.Link, new() { Name = "See how" }).ClickAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Your bank asks you to confirm the payment" })).ToBeVisibleAsync();
        await checkout.Page.ShouldHaveNoAxeFindings();
        await checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Back to payment" }).ClickAsync();
        await checkout.FillAsync(CheckoutScreen.Asks);
        await checkout.Pay.ClickAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Theory]
    [InlineData("4000 0027 6000 3184")]
    [InlineData("4000 0025 0000 3155")]
    public async Task A_payment_that_the_buyer_rejects_is_not_charged_and_can_be_made_again(string card)
    {
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await checkout.FillAsync(card);
        await checkout.Pay.ClickAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(checkout.Message).ToContainTextAsync("Your bank did not confirm the payment, so nothing was charged.");
        Assert.Equal(0, await member.ChargesAsync(App));
        await checkout.Pay.ClickAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }
}
