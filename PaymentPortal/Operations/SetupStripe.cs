using Microsoft.Extensions.Options;
using PaymentPortal.Catalog;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Settings;

namespace PaymentPortal.Operations;

/// <summary>
/// Makes products, prices, taxes and the webhook endpoint in the account behind the key, and prints the settings to copy. What is there already stays: run twice it makes nothing twice.
/// </summary>
internal sealed class SetupStripe(CatalogueMaker catalogue, AccountSetup account, IOptions<CatalogOptions> offered, IOptions<SellerOptions> seller, TextWriter output)
{
    private const string DefaultPortal = "http://localhost:5000";

    /// <summary>Runs where the command line asks for it (<c>-- setup-stripe --address https://...</c>); true where it did. A fault is a sentence on the error output, and the exit code 1.</summary>
    public static async Task<bool> AskedAsync(string[] args)
    {
        if (args is not ["setup-stripe", .. var wishes])
        {
            return false;
        }

        var builder = WebApplication.CreateBuilder(wishes);
        builder.AddSettingsFiles();
        Environment.ExitCode = await RunAsync(builder, Console.Out, Console.Error, CancellationToken.None);
        return true;
    }

    /// <summary>Runs with these settings; 0 where everything is made, else 1.</summary>
    internal static async Task<int> RunAsync(WebApplicationBuilder builder, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var settings = builder.Configuration;
        var stripe = settings.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new StripeOptions();
        var catalog = settings.GetSection(CatalogOptions.Section).Get<CatalogOptions>() ?? new CatalogOptions();
        var said = settings["address"] is { Length: > 0 } option ? option : settings[$"{PortalOptions.Section}:{nameof(PortalOptions.PublicAddress)}"];
        var faults = FaultsOf(stripe, said).Concat(CatalogOptionsValidator.FaultsOf(catalog)).ToList();
        foreach (var fault in faults)
        {
            await errors.WriteLineAsync("- " + fault);
        }

        if (faults.Count > 0)
        {
            return 1;
        }

        if (stripe.Mode == StripeMode.Sandbox)
        {
            stripe.SecretKey ??= "sk_test_sandbox";
            stripe.ApiBase ??= new Uri(DefaultPortal);
        }

        // Not the features as a whole: their options ask for what is only being made here.
        builder.Services.AddSettings(settings)
            .AddSingleton(Options.Create(stripe)).AddSingleton(Options.Create(catalog)).AddSingleton(output)
            .AddSingleton<StripeHealth>().AddSingleton<StripeConnection>().AddSingleton<CatalogueSetup>().AddSingleton<AccountSetup>()
            .AddSingleton<Catalogue>().AddSingleton<CatalogueMaker>().AddSingleton<SetupStripe>();
        await using var app = builder.Build();
        try
        {
            await app.Services.GetRequiredService<SetupStripe>().MakeAsync(stripe, new Uri(new Uri(said!), WebhookEndpoint.Path), cancellationToken);
            return 0;
        }
        catch (Exception error) when (StripeFault.Explain(error) is { } sentence)
        {
            await errors.WriteLineAsync($"- {sentence} What was made until now stays; run the set-up again to make the rest.");
            return 1;
        }
    }

    private static IEnumerable<string> FaultsOf(StripeOptions stripe, string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var whole) || whole.Scheme is not ("http" or "https"))
        {
            yield return "The address at which Stripe reaches the portal is missing. Add it to the command, for example --address https://pay.example.com, or set Portal:PublicAddress.";
        }
        else if (stripe.Mode == StripeMode.Live && whole.Scheme != "https")
        {
            yield return $"Stripe posts to https addresses only, and {whole} is none. Name the address at which customers reach the portal.";
        }

        if (stripe.Mode == StripeMode.Live && string.IsNullOrWhiteSpace(stripe.SecretKey))
        {
            yield return "Stripe:SecretKey is missing. Take it from the API keys page of your Stripe dashboard (sk_live_... or sk_test_...).";
        }

        if (stripe is { Mode: StripeMode.Sandbox, ApiBase: null, SecretKey: not (null or "" or "sk_test_sandbox") })
        {
            yield return "Stripe:SecretKey is the key of an account, but Stripe:Mode is Sandbox. Set Stripe:Mode to Live to set up that account, or remove the key to set up the sandbox.";
        }
    }

    private async Task MakeAsync(StripeOptions stripe, Uri webhook, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Setting up the account {await account.AccountIdAsync(cancellationToken)}");
        var prices = await catalogue.MakeAsync(cancellationToken);
        await output.WriteLineAsync($"The catalogue is there: {prices.Count} prices of {prices.Select(p => p.ProductId).Distinct().Count()} products, {offered.Value.TaxRates.Length} tax rates.");
        var office = HeadOffice.Read(seller.Value.Address);
        await output.WriteLineAsync(await account.EnsureTaxAsync(office, cancellationToken) switch
        {
            { Refusal: { } words } => $"Stripe Tax did not take Seller:Address as the head office. {words} The tax rates above are charged without it.",
            { Lacking: null } => "This Stripe shows no settings of Stripe Tax to this key; the tax rates above are what is charged.",
            { Lacking.Count: 0 } => "Stripe Tax knows the head office and is active.",
            { Lacking: var fields } => $"Stripe Tax still lacks {string.Join(", ", fields)}{(office is null ? ": the last line of Seller:Address names no country that is known" : "")}. Complete it in the Stripe dashboard under Tax, if you want it. The tax rates above are charged without it.",
        });
        var endpoint = await account.EnsureWebhookAsync(webhook, cancellationToken);
        await output.WriteLineAsync(endpoint.Secret is null
            ? $"The webhook endpoint {endpoint.Id} posts to {webhook} already. Stripe tells its signing secret only once here: reveal it in the Stripe dashboard under Webhooks, or delete the endpoint there and run the set-up again."
            : $"The webhook endpoint {endpoint.Id} posts to {webhook}.");
        if (endpoint.ApiVersion is { } version && version != StripeOptions.ApiVersion)
        {
            await output.WriteLineAsync($"It posts in the version {version} of the API. The portal takes that too, but asks Stripe again for each object; an endpoint that the set-up makes anew spares that.");
        }

        await output.WriteLineAsync("\nSettings to copy:");
        await output.WriteLineAsync($"Stripe__Mode={stripe.Mode}");
        foreach (var price in prices.OrderBy(p => p.LookupKey, StringComparer.Ordinal))
        {
            await output.WriteLineAsync($"Stripe__Prices__{price.LookupKey}={price.Id}");
        }

        if (endpoint.Secret is { } secret)
        {
            await output.WriteLineAsync($"Stripe__WebhookSecrets__0={secret}");
        }
    }
}
