using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>The payment step in a browser: what it asks, what it says, and that it never charges twice.</summary>
public sealed class PaymentStepTests(Chromium browser) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_card_that_pays_leads_to_the_completion_page_and_its_number_goes_to_the_sandbox_alone()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        await Expect(bench.Button).ToHaveTextAsync("Pay $348.00");
        await bench.Field("Name").FillAsync("Ada Lovelace");
        await bench.Field("Postal code").FillAsync("10115");
        await bench.FillCard("4242 4242-4242 4242");
        await Expect(bench.Field("Card number")).ToHaveValueAsync("4242 4242 4242 4242");
        await Expect(bench.Page.Locator(".sbx-brand")).ToHaveTextAsync("Visa");
        await bench.Button.ClickAsync();
        await bench.Page.ArrivesAsync("**/complete");

        var (body, token) = Assert.Single(bench.Asked);
        Assert.Equal("token-1", token);
        Assert.Equal(34800, (int)body["expectedAmount"]!);
        Assert.Equal("Ada Lovelace", (string?)body["billing"]!["name"]);
        Assert.DoesNotContain("4242", body.ToJsonString(), StringComparison.Ordinal);
        var (path, form, authorization, cookie) = Assert.Single(bench.Sandbox.Requests);
        Assert.Equal("/v1/payment_intents/pi_1/confirm", path);
        Assert.Equal("Bearer pk_test_sandbox", authorization);
        Assert.Null(cookie);
        Assert.Equal("4242424242424242", form["payment_method_data[card][number]"]);
        Assert.Equal(("12", "2034", "123"), (form["payment_method_data[card][exp_month]"], form["payment_method_data[card][exp_year]"], form["payment_method_data[card][cvc]"]));
        Assert.Equal(("card", "US", "10115", "Ada Lovelace"), (form["payment_method_data[type]"], form["payment_method_data[billing_details][address][country]"],
            form["payment_method_data[billing_details][address][postal_code]"], form["payment_method_data[billing_details][name]"]));
        Assert.Equal(ScriptedSandbox.ClientSecret, form["client_secret"]);
        Assert.Equal("true", form["use_stripe_sdk"]);
        Assert.Equal(bench.Address + "/complete", form["return_url"]);
        Assert.Empty(await bench.Page.EvaluateAsync<string[]>("Object.values(sessionStorage)"));
        Assert.Empty(bench.ConsoleErrors);
    }

    [Theory]
    [InlineData("4000000000000002", "Your bank declined this card, so nothing was charged. Use another card, or ask your bank.")]
    [InlineData("4000000000009995", "There is not enough money on this card, so nothing was charged. Use another card, or try again when there is.")]
    public async Task A_declined_card_is_said_in_a_sentence_and_another_pays_at_once(string number, string sentence)
    {
        await using var bench = await PaymentStepBench.Open(browser);
        await bench.FillCard(number);
        await bench.Button.ClickAsync();
        await Expect(bench.Message).ToHaveTextAsync(sentence);
        await Expect(bench.Button).ToBeEnabledAsync();

        await bench.Field("Security code").FillAsync("1");
        await bench.Button.ClickAsync();
        await Expect(bench.Message).ToBeEmptyAsync();
        await bench.FillCard("4242424242424242");
        await bench.Button.ClickAsync();
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal(1, bench.Sandbox.Charges);
    }

    [Fact]
    public async Task The_bank_asks_in_a_dialog_and_approval_pays()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        await bench.Page.GetByRole(AriaRole.Button, new() { Name = "4000 0027 6000 3184" }).ClickAsync();
        await bench.Button.ClickAsync();
        var dialog = bench.Page.GetByRole(AriaRole.Dialog, new() { Name = "Sandbox Bank asks" });
        await Expect(dialog).ToContainTextAsync("Do you approve this payment of $348.00 to Northwind?");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeFocusedAsync();
        await bench.Page.ShouldHaveNoAxeFindings();
        await bench.Page.Keyboard.PressAsync("Enter");
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal(("src_1", "succeeded"), (bench.Sandbox.Requests.Last().Form["source"], bench.Sandbox.Requests.Last().Form["outcome"]));
        Assert.Equal(1, bench.Sandbox.Charges);
    }

    [Theory]
    [InlineData("Reject")]
    [InlineData("Escape")]
    public async Task A_payment_that_the_bank_did_not_confirm_can_be_tried_again(string how)
    {
        await using var bench = await PaymentStepBench.Open(browser);
        await bench.FillCard("4000002760003184");
        await bench.Button.ClickAsync();
        var dialog = bench.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToBeVisibleAsync();
        if (how == "Escape")
            await bench.Page.Keyboard.PressAsync("Escape");
        else
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(bench.Message).ToHaveTextAsync("Your bank did not confirm the payment, so nothing was charged. Try again, or use another card.");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(bench.Button).ToBeEnabledAsync();
        Assert.Equal(0, bench.Sandbox.Charges);
    }

    [Fact]
    public async Task Pressing_twice_asks_once()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        var answer = new TaskCompletionSource();
        var confirm = bench.Pay;
        bench.Pay = async context =>
        {
            await answer.Task;
            await confirm(context);
        };
        await bench.FillCard("4242424242424242");
        await bench.Page.EvaluateAsync("() => { const form = document.getElementById('payment-form'); for (let i = 0; i < 5; i++) form.requestSubmit(); }");
        await Expect(bench.Button).ToBeDisabledAsync();
        await Expect(bench.Button).ToHaveAttributeAsync("aria-busy", "true");
        answer.SetResult();
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Single(bench.Asked);
        Assert.Equal(1, bench.Sandbox.Charges);
    }

    [Fact]
    public async Task A_connection_cut_after_the_charge_is_told_and_the_next_press_finds_the_money()
    {
        await using var bench = await PaymentStepBench.Open(browser, bench => bench.Sandbox.CutAfterConfirm = true);
        await bench.FillCard("4242424242424242");
        await bench.Button.ClickAsync();
        await Expect(bench.Message).ToHaveTextAsync("The connection was lost. Press Pay again: you will not be charged twice.");
        bench.Pay = context => context.Response.WriteAsJsonAsync(new { status = "paid", redirect = "/complete?paid" });
        await bench.Button.ClickAsync();
        await bench.Page.ArrivesAsync("**/complete?paid");
        Assert.Equal(1, bench.Sandbox.Charges);
    }

    [Fact]
    public async Task An_intent_that_was_paid_meanwhile_leads_to_the_completion_page()
    {
        await using var bench = await PaymentStepBench.Open(browser, bench => bench.Sandbox.Status = "succeeded");
        await bench.FillCard("4242424242424242");
        await bench.Button.ClickAsync();
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal(0, bench.Sandbox.Charges);
    }

    [Fact]
    public async Task A_connection_cut_before_the_server_answered_is_told()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        bench.Pay = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await bench.FillCard("4242424242424242");
        await bench.Button.ClickAsync();
        await Expect(bench.Message).ToHaveTextAsync("The connection was lost. Press Pay again: you will not be charged twice.");
        await Expect(bench.Button).ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_refusal_stands_beside_its_field_and_the_field_gets_the_focus()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        bench.Pay = context =>
        {
            context.Response.StatusCode = 422;
            return context.Response.WriteAsJsonAsync(new { code = "name_missing", sentence = "Tell us the name for the invoice.", field = "name" });
        };
        await bench.FillCard("4242424242424242");
        await bench.Button.ClickAsync();
        await Expect(bench.Page.Locator("[data-error-for=name]")).ToHaveTextAsync("Tell us the name for the invoice.");
        await Expect(bench.Field("Name")).ToBeFocusedAsync();
        await Expect(bench.Field("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(bench.Message).ToBeEmptyAsync();
        await bench.Field("Name").FillAsync("Ada");
        await Expect(bench.Page.Locator("[data-error-for=name]")).ToBeEmptyAsync();
    }

    [Theory]
    [InlineData(429, "text/plain", "", "These were too many attempts. Try again in 42 seconds.")]
    [InlineData(500, "text/html", "<h1>Stack</h1>", "Something went wrong on our side. Press Pay again: you will not be charged twice.")]
    [InlineData(400, "text/plain", "", "This page is out of date. Reload it, then press Pay again.")]
    [InlineData(409, "application/json", """{"code":"amount_changed","sentence":"The price has changed."}""", "The price has changed.")]
    public async Task What_the_server_refuses_is_said_in_a_sentence(int status, string type, string body, string sentence)
    {
        await using var bench = await PaymentStepBench.Open(browser);
        bench.Pay = context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            context.Response.Headers.RetryAfter = status == 429 ? "42" : default;
            return context.Response.WriteAsync(body);
        };
        await bench.FillCard("4242424242424242");
        await bench.Button.ClickAsync();
        await Expect(bench.Message).ToHaveTextAsync(sentence);
        await Expect(bench.Button).ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_total_drawn_anew_changes_the_button_and_what_is_expected_and_drafts_come_back()
    {
        await using var bench = await PaymentStepBench.Open(browser);
        await bench.Field("Name").FillAsync("Ada");
        await bench.Field("Name").BlurAsync();
        await bench.Field("Country").SelectOptionAsync("DE");
        await bench.Page.EvaluateAsync("() => { window.heard = []; document.addEventListener('change', e => heard.push(e.target.dataset.billing + '=' + e.target.value)); }");
        await bench.Rerender(PaymentStepBench.Component.Replace("34800", "41760", StringComparison.Ordinal).Replace("$348.00", "$417.60", StringComparison.Ordinal));
        await Expect(bench.Button).ToHaveTextAsync("Pay $417.60");
        await Expect(bench.Field("Name")).ToHaveValueAsync("Ada");
        await Expect(bench.Field("Country")).ToHaveValueAsync("DE");
        Assert.Equal(["name=Ada", "country=DE"], await bench.Page.EvaluateAsync<string[]>("heard"));

        await bench.Page.ReloadAsync();
        await Expect(bench.Field("Name")).ToHaveValueAsync("Ada");
        await bench.Rerender(PaymentStepBench.Component.Replace("34800", "5", StringComparison.Ordinal));
        await bench.FillCard("4242424242424242");
        Assert.DoesNotContain("4242", string.Join(' ', await bench.Page.EvaluateAsync<string[]>("Object.values(sessionStorage)")), StringComparison.Ordinal);
        await bench.Field("Name").PressAsync("Enter");
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal(5, (int)Assert.Single(bench.Asked).Body["expectedAmount"]!);
    }

    [Fact]
    public async Task A_script_that_does_not_load_is_told_and_can_be_tried_again()
    {
        await using var bench = await PaymentStepBench.Open(browser, bench => bench.ScriptIsGone = true);
        await Expect(bench.Message).ToContainTextAsync("The card form could not be loaded.");
        await Expect(bench.Button).ToBeDisabledAsync();
        bench.ScriptIsGone = false;
        await bench.Message.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(bench.Field("Card number")).ToBeVisibleAsync();
        await Expect(bench.Message).ToBeEmptyAsync();
        await Expect(bench.Button).ToBeEnabledAsync();
    }
}
