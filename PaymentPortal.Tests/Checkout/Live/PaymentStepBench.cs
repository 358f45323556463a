using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using PaymentPortal.Sandbox;
using PaymentPortal.Sandbox.Elements;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>
/// A page that carries the payment step as the checkout page does, under the product's content policy, on a real port in a real browser.
/// The scripts and the sandbox's element are the product's; what the server answers is said by each test.
/// </summary>
internal sealed class PaymentStepBench : IAsyncDisposable
{
    private const string Policy = "default-src 'self'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public const string Component = """
        <output data-checkout-total data-amount="34800" data-currency="usd" data-text="$348.00">$348.00</output>
        <label>Name <input data-billing="name"></label><span data-error-for="name"></span>
        <label for="country">Country</label> <select id="country" data-billing="country"><option value="US">United States</option><option value="DE">Germany</option></select>
        <label>Postal code <input data-billing="postal_code"></label><span data-error-for="postal_code"></span>
        """;

    private static readonly string Html = $"""
        <!doctype html><html lang="en"><head><title>Checkout</title><link rel="icon" href="data:,">
        <link rel="stylesheet" href="/css/tokens.css">
        <script src="{SandboxElements.ScriptPath}" defer></script><script type="module" src="/js/checkout.js"></script></head><body><main>
        <h1>Checkout</h1><div id="component">{Component}</div>
        <section id="payment" data-publishable-key="pk_test_sandbox" data-pay-url="/checkout/1/pay" data-complete-url="/complete"
          data-return-url="/complete" data-antiforgery="token-1" data-seller="Northwind">
        <form id="payment-form" novalidate><div id="payment-element"></div>
        <button id="pay-button" type="submit" disabled><span>Pay</span></button><p id="pay-message" role="alert"></p><p><span id="typed-note">What you type goes from your browser to Stripe.</span></p></form></section>
        </main></body></html>
        """;

    private readonly WebApplication _app;

    private PaymentStepBench(WebApplication app) => _app = app;

    public ScriptedSandbox Sandbox { get; } = new();

    public IPage Page { get; private set; } = null!;

    public ConcurrentQueue<(JsonNode Body, string? Token)> Asked { get; } = new();

    public ConcurrentQueue<string> ConsoleErrors { get; } = new();

    /// <summary>What the server answers to the press of the button.</summary>
    public Func<HttpContext, Task> Pay { get; set; } = context => context.Response.WriteAsJsonAsync(new { status = "confirm", clientSecret = ScriptedSandbox.ClientSecret });

    /// <summary>Lets the page's requests for the script of the element fail.</summary>
    public bool ScriptIsGone { get; set; }

    public string Address { get; private set; } = "";

    /// <summary>Opens the page over the scripted intent.</summary>
    public static Task<PaymentStepBench> Open(Chromium browser, Action<PaymentStepBench>? prepare = null) => Open(browser, null, prepare);

    /// <summary>Opens the page over the sandbox itself, which keeps its file in this folder.</summary>
    public static async Task<PaymentStepBench> Open(Chromium browser, string? sandboxFolder, Action<PaymentStepBench>? prepare = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (sandboxFolder is not null)
        {
            builder.Configuration.AddInMemoryCollection([new("Data:Directory", sandboxFolder), new("Sandbox:WebhookUrl", "none")]);
            builder.Services.AddSandbox(builder.Configuration);
        }

        builder.Services.AddAuthorization();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var bench = new PaymentStepBench(app);
        prepare?.Invoke(bench);
        bench.Map(sandboxFolder is not null);
        await app.StartAsync();
        bench.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        bench.Page = await browser.NewPage(bench.Address);
        bench.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                bench.ConsoleErrors.Enqueue(message.Text);
        };
        bench.Page.PageError += (_, error) => bench.ConsoleErrors.Enqueue(error);
        await bench.Page.GotoAsync("/");
        return bench;
    }

    public ILocator Button => Page.Locator("#pay-button");

    public ILocator Message => Page.Locator("#pay-message");

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public async Task FillCard(string number)
    {
        await Field("Card number").FillAsync(number);
        await Field("Expiry date").FillAsync("12 / 34");
        await Field("Security code").FillAsync("123");
    }

    public Task Rerender(string html) => Page.EvaluateAsync("html => { document.getElementById('component').innerHTML = html; }", html);

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        await _app.DisposeAsync();
    }

    private void Map(bool hasSandbox)
    {
        _app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            if (ScriptIsGone && context.Request.Path == SandboxElements.ScriptPath)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return next(context);
        });
        _app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(Repository.Root, "PaymentPortal", "wwwroot")) });
        _app.UseRouting();
        _app.UseAuthorization();
        if (hasSandbox)
        {
            _app.UseSandbox();
        }
        else
        {
            _app.MapSandboxElements();
            Sandbox.Map(_app);
        }

        _app.MapGet("/", () => Results.Content(Html, "text/html"));
        _app.MapGet("/complete", () => Results.Content("<!doctype html><html lang=\"en\"><title>Complete</title><link rel=\"icon\" href=\"data:,\"><h1>Complete</h1></html>", "text/html"));
        _app.MapPost("/checkout/1/pay", async context =>
        {
            var body = await JsonNode.ParseAsync(context.Request.Body);
            Asked.Enqueue((body!, context.Request.Headers["RequestVerificationToken"]));
            await Pay(context);
        });
    }
}
