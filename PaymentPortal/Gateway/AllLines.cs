using System.Text.Json.Nodes;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Stripe shows an invoice or a credit note with the first ten of its lines; the others are listed.</summary>
internal static class AllLines
{
    /// <summary>The object's JSON with all its lines.</summary>
    public static async Task<string> OfAsync(IStripeClient client, string json, CancellationToken cancellationToken)
    {
        var shown = JsonNode.Parse(json)!;
        if (shown["lines"] is not JsonObject lines || !(bool)lines["has_more"]!)
        {
            return json;
        }

        var all = lines["data"]!.AsArray();
        for (var hasMore = true; hasMore;)
        {
            var after = new ListOptions { Limit = 100, StartingAfter = (string)all[^1]!["id"]! };
            var page = await client.RequestAsync<StripeList<Line>>(HttpMethod.Get, (string)lines["url"]!, after, null, cancellationToken);
            foreach (var line in JsonNode.Parse(page.StripeResponse.Content)!["data"]!.AsArray())
            {
                all.Add(line!.DeepClone());
            }

            hasMore = page.HasMore;
        }

        lines["has_more"] = false;
        return shown.ToJsonString();
    }

    /// <summary>A line that is left as it came.</summary>
    private sealed class Line : StripeEntity<Line>;
}
