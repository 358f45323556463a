using System.Globalization;
using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>What only the browser's script sends, beside the parameters that Stripe describes for servers.</summary>
internal static class PageParameters
{
    private static readonly string[] Names =
    [
        "client_secret", "key", "_stripe_version", "expected_payment_method_type", "payment_user_agent", "referrer", "time_on_page", "client_attribution_metadata", "guid", "muid", "sid",
    ];

    /// <summary>Takes it away before the check; the client secret and a typed card are kept for the operation.</summary>
    public static JsonObject Take(JsonObject sent)
    {
        var kept = new JsonObject { ["client_secret"] = sent.Str("client_secret") };
        // Servers never send a card, so the description does not know it.
        if (sent.Obj("payment_method_data") is { } data && data.Obj("card") is { } card)
        {
            sent.Remove("payment_method_data");
            kept["payment_method_data"] = data;
            card["exp_month"] = Whole(card.Str("exp_month"));
            card["exp_year"] = Whole(card.Str("exp_year"));
        }
        foreach (var name in Names)
        {
            sent.Remove(name);
            sent.Obj("payment_method_data")?.Remove(name);
        }
        return kept;
    }

    private static JsonNode? Whole(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static void Put(JsonObject typed, JsonObject kept)
    {
        if (kept.Str("client_secret") is { } secret)
            typed["client_secret"] = secret;
        if (kept.Obj("payment_method_data") is { } data)
            typed["payment_method_data"] = data.DeepClone();
    }
}
