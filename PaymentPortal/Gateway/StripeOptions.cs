namespace PaymentPortal.Gateway;

/// <summary>Which Stripe the portal talks to, and with what.</summary>
internal sealed class StripeOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Stripe";

    /// <summary>The API version that the portal is written for.</summary>
    public const string ApiVersion = "2026-07-29.dahlia";

    private const string SandboxScript = "/sandbox/stripe.js";

    /// <summary>Sandbox (the app answers Stripe's API itself) or Live.</summary>
    public StripeMode Mode { get; set; } = StripeMode.Sandbox;

    /// <summary><c>sk_...</c> or a restricted <c>rk_...</c>.</summary>
    public string? SecretKey { get; set; }

    /// <summary><c>pk_...</c>, which the buyer's browser sees.</summary>
    public string? PublishableKey { get; set; }

    /// <summary>Signing secrets of the webhook endpoint; more than one while a secret is being replaced.</summary>
    public string[] WebhookSecrets { get; set; } = [];

    /// <summary>Another address of the API than Stripe's own; in the sandbox empty means this app.</summary>
    public Uri? ApiBase { get; set; }

    /// <summary>How long one try of a call may take before it counts as lost. A call is tried up to three times.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>Price ids by lookup key; Live needs one for every price on sale.</summary>
    public Dictionary<string, string> Prices { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Where the browser takes the sandbox's payment element from; empty means the sandbox at <see cref="ApiBase"/>, or this app's own.</summary>
    public Uri? ElementBase { get; set; }

    /// <summary>The script that gives the browser the payment element. The sandbox's speaks to where it came from, so it comes from where the portal's subscriptions are made.</summary>
    public string ScriptAddress => Mode == StripeMode.Live ? "https://js.stripe.com/dahlia/stripe.js" : SandboxElsewhere is { } other ? new Uri(other, SandboxScript).AbsoluteUri : SandboxScript;

    /// <summary>The address of the sandbox with which the buyer's browser speaks where it is not this app; null where it is, and in Live mode.</summary>
    public Uri? SandboxElsewhere => Mode == StripeMode.Sandbox && (ElementBase ?? ApiBase) is { IsAbsoluteUri: true } other ? other : null;
}

/// <summary>Which Stripe.</summary>
internal enum StripeMode
{
    /// <summary>The app's own sandbox: no key, no money.</summary>
    Sandbox,

    /// <summary>Stripe itself, with the account's test or live keys.</summary>
    Live,
}
