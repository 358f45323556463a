using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Webhooks;

/// <summary>An address that events are posted to: those that were created, and the built-in one.</summary>
internal sealed record Endpoint(string Id, string? Url, string Secret, IReadOnlyList<string> Events)
{
    public const string Default = "we_default";

    public bool Wants(string type) => Events.Contains("*") || Events.Contains(type);

    public static List<Endpoint> Enabled(Store store, SandboxOptions options)
    {
        var endpoints = store.Rows("SELECT json FROM objects WHERE kind='webhook_endpoint' AND status='enabled'", r => JsonNode.Parse(r.GetString(0))!.AsObject())
            .Select(o => new Endpoint(o.Str("id")!, o.Str("url"), o.Str("_secret")!, [.. o.Strings("enabled_events")]))
            .ToList();
        if (options.WebhookUrl != "none")
            endpoints.Add(new(Default, options.WebhookUrl.Length > 0 ? options.WebhookUrl : null, options.WebhookSecret, ["*"]));
        return endpoints;
    }
}
