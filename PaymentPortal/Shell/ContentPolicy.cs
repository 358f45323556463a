namespace PaymentPortal.Shell;

/// <summary>
/// What a page may load and where it may stand. The same for every page; the payment page with Stripe's own script has
/// Stripe's documented hosts beside ours and no inline styles at all. An answer that has set a policy of its own keeps it.
/// </summary>
public static class ContentPolicy
{
    public const string PaymentPath = "/checkout";

    private static readonly string[] PaymentPaths = [PaymentPath, "/billing/fix", "/billing/payment-methods/add"];

    private const string Portal =
        "default-src 'self'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string LivePayment =
        "default-src 'self'; script-src 'self' https://js.stripe.com https://*.js.stripe.com; style-src-elem 'self'; style-src-attr 'none'; "
        + "img-src 'self' data: https://*.stripe.com; font-src 'self'; connect-src 'self' https://api.stripe.com; "
        + "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string Features =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), usb=(), "
        + "payment=(self \"https://js.stripe.com\")";

    /// <summary>The policy for an answer at this path.</summary>
    /// <param name="path">The page's path.</param>
    /// <param name="takesLivePayments">Whether the payment page loads Stripe's own script.</param>
    /// <param name="sandbox">The sandbox whose script the payment page loads, where that is not this app.</param>
    public static string For(PathString path, bool takesLivePayments, Uri? sandbox = null) =>
        !TakesCards(path) ? Portal : takesLivePayments ? LivePayment : sandbox is null ? Portal : SandboxPayment(sandbox.GetLeftPart(UriPartial.Authority));

    /// <summary>True for the pages that show the payment element.</summary>
    public static bool TakesCards(PathString path) => Array.Exists(PaymentPaths, taken => path.StartsWithSegments(taken));

    /// <summary>Puts the policy and the other protecting headers on every answer, errors included.</summary>
    public static void UseContentPolicy(this IApplicationBuilder app, bool takesLivePayments, Uri? sandbox) => app.Use((context, next) =>
    {
        var policy = For(context.Request.Path, takesLivePayments, sandbox);
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = policy;
            }

            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = Features;
            headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups";
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static string SandboxPayment(string origin)
    {
        var policy = Portal;
        foreach (var directive in (string[])["script-src", "style-src-elem", "connect-src"])
        {
            policy = policy.Replace($"{directive} 'self'", $"{directive} 'self' {origin}", StringComparison.Ordinal);
        }

        return policy;
    }
}
