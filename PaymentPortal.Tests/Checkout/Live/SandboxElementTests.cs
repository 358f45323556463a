using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>The sandbox's element and the sandbox's API were read off Stripe's apart from each other; here they meet.</summary>
public sealed class SandboxElementTests(Chromium browser) : IClassFixture<Chromium>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_card_that_pays_is_charged_once()
    {
        await using var bench = await Open();
        var id = await Intent(bench);
        await bench.FillCard("4242424242424242");
        await bench.Button.ClickAsync();
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal("succeeded", await StatusOf(bench, id));
        Assert.Equal(1, await Charges(bench, id));
        Assert.Empty(bench.ConsoleErrors);
    }

    [Fact]
    public async Task A_declined_card_is_told_and_the_same_intent_is_paid_by_another()
    {
        await using var bench = await Open();
        var id = await Intent(bench);
        await bench.FillCard("4000000000009995");
        await bench.Button.ClickAsync();
        await Expect(bench.Message).ToContainTextAsync("There is not enough money on this card");
        await bench.FillCard("5555555555554444");
        await bench.Button.ClickAsync();
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal("succeeded", await StatusOf(bench, id));
    }

    [Fact]
    public async Task A_challenge_that_was_rejected_can_be_passed_at_the_next_press()
    {
        await using var bench = await Open();
        var id = await Intent(bench);
        await bench.FillCard("4000002760003184");
        await bench.Button.ClickAsync();
        var dialog = bench.Page.GetByRole(AriaRole.Dialog, new() { Name = "Sandbox Bank asks" });
        await Expect(dialog).ToContainTextAsync("$348.00");
        await bench.Page.Keyboard.PressAsync("Escape");
        await Expect(bench.Message).ToContainTextAsync("Your bank did not confirm the payment");
        Assert.Equal("requires_payment_method", await StatusOf(bench, id));
        await bench.Button.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal("succeeded", await StatusOf(bench, id));
        Assert.Equal(1, await Charges(bench, id));
    }

    [Fact]
    public async Task An_intent_that_is_paid_already_leads_to_the_completion_page()
    {
        await using var bench = await Open();
        var id = await Intent(bench);
        await Ask(bench, HttpMethod.Post, $"/v1/payment_intents/{id}/confirm", new() { ["payment_method"] = "pm_card_visa", ["return_url"] = "http://localhost/" });
        await bench.FillCard("4242424242424242");
        await bench.Button.ClickAsync();
        await bench.Page.ArrivesAsync("**/complete");
        Assert.Equal(1, await Charges(bench, id));
    }

    private Task<PaymentStepBench> Open() => PaymentStepBench.Open(browser, _folder);

    private static async Task<string> Intent(PaymentStepBench bench)
    {
        var intent = await Ask(bench, HttpMethod.Post, "/v1/payment_intents", new() { ["amount"] = "34800", ["currency"] = "usd", ["payment_method_types[]"] = "card" });
        bench.Pay = context => context.Response.WriteAsJsonAsync(new { status = "confirm", clientSecret = (string)intent["client_secret"]! });
        return (string)intent["id"]!;
    }

    private static async Task<string?> StatusOf(PaymentStepBench bench, string id) => (string?)(await Ask(bench, HttpMethod.Get, $"/v1/payment_intents/{id}"))["status"];

    private static async Task<int> Charges(PaymentStepBench bench, string id) =>
        (await Ask(bench, HttpMethod.Get, $"/v1/charges?payment_intent={id}"))["data"]!.AsArray().Count(charge => (string?)charge!["status"] == "succeeded");

    private static async Task<JsonNode> Ask(PaymentStepBench bench, HttpMethod method, string path, Dictionary<string, string>? form = null)
    {
        using var client = new HttpClient { BaseAddress = new Uri(bench.Address) };
        using var request = new HttpRequestMessage(method, path) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new("Bearer", "sk_test_sandbox");
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        Assert.True(answer.IsSuccessStatusCode, body!.ToJsonString());
        return body;
    }
}
