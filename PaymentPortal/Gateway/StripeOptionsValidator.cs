using Microsoft.Extensions.Options;

namespace PaymentPortal.Gateway;

/// <summary>Says everything at once that keeps the portal from talking to Stripe: the key, what is wrong, the remedy.</summary>
internal sealed class StripeOptionsValidator(IHostEnvironment environment, IConfiguration configuration) : IValidateOptions<StripeOptions>
{
    public ValidateOptionsResult Validate(string? name, StripeOptions options)
    {
        var faults = (options.Mode == StripeMode.Live ? LiveFaults(options) : SandboxFaults(options)).Concat(CommonFaults(options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> CommonFaults(StripeOptions options)
    {
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromSeconds(80))
        {
            yield return "Stripe:Timeout is the time that one try of a call may take. Set it to between 00:00:01 and 00:01:20, or remove it for 6 seconds.";
        }

        foreach (var (key, address) in new[] { (nameof(options.ApiBase), options.ApiBase), (nameof(options.ElementBase), options.ElementBase) })
        {
            if (address is not null and not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            {
                yield return $"Stripe:{key} is not an address. Write it whole, for example http://localhost:5001, or remove it.";
            }
        }
    }

    private IEnumerable<string> SandboxFaults(StripeOptions options)
    {
        if (environment.IsProduction() && string.IsNullOrEmpty(configuration["Stripe:Mode"]))
        {
            yield return "Stripe:Mode is not set, and the sandbox is not the default in the Production environment. Set Stripe:Mode to Live with your keys, or say explicitly that you want Sandbox.";
        }

        if (IsLiveKey(options.SecretKey) || IsLiveKey(options.PublishableKey))
        {
            yield return "Stripe:SecretKey or Stripe:PublishableKey is a live key, but Stripe:Mode is Sandbox. Remove the key, or set Stripe:Mode to Live.";
        }
    }

    private static IEnumerable<string> LiveFaults(StripeOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.SecretKey))
        {
            yield return "Stripe:SecretKey is missing. Take it from the API keys page of your Stripe dashboard (sk_live_... or sk_test_...).";
        }
        else if (!StartsWithAny(options.SecretKey, "sk_live_", "sk_test_", "rk_live_", "rk_test_") || options.SecretKey == "sk_test_sandbox")
        {
            yield return "Stripe:SecretKey is not a secret key of a Stripe account. It starts with sk_live_, sk_test_, rk_live_ or rk_test_.";
        }

        if (string.IsNullOrWhiteSpace(options.PublishableKey))
        {
            yield return "Stripe:PublishableKey is missing. Take it from the API keys page of your Stripe dashboard (pk_live_... or pk_test_...).";
        }
        else if (!StartsWithAny(options.PublishableKey, "pk_live_", "pk_test_") || options.PublishableKey == "pk_test_sandbox")
        {
            yield return "Stripe:PublishableKey is not a publishable key of a Stripe account. It starts with pk_live_ or pk_test_.";
        }
        else if (!string.IsNullOrWhiteSpace(options.SecretKey) && IsLiveKey(options.SecretKey) != IsLiveKey(options.PublishableKey))
        {
            yield return "Stripe:SecretKey and Stripe:PublishableKey contradict each other: one is a live key, the other a test key. Take both from the same page of your Stripe dashboard.";
        }

        if (options.WebhookSecrets.All(string.IsNullOrWhiteSpace))
        {
            yield return "Stripe:WebhookSecrets:0 is missing. Take the signing secret (whsec_...) of the webhook endpoint that posts to /api/webhooks/stripe.";
        }
        else if (options.WebhookSecrets.Any(secret => !StartsWithAny(secret, "whsec_") || secret == "whsec_sandbox"))
        {
            yield return "Stripe:WebhookSecrets has a value that is not a signing secret of a Stripe account. Each starts with whsec_.";
        }
    }

    private static bool IsLiveKey(string? key) => StartsWithAny(key, "sk_live_", "rk_live_", "pk_live_");

    private static bool StartsWithAny(string? key, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (key?.StartsWith(prefix, StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }
}
