using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

internal static class WebhookEndpoints
{
    public static void Map(Router router)
    {
        router.Post("/v1/webhook_endpoints", Create);
        router.Get("/v1/webhook_endpoints", c => Page.Of(c, "webhook_endpoint"));
        router.Get("/v1/webhook_endpoints/{id}", c => c.Work.Get("webhook_endpoint", c.Id));
        router.Post("/v1/webhook_endpoints/{id}", Update);
        router.Delete("/v1/webhook_endpoints/{id}", Delete);
    }

    private static JsonObject Create(Call call)
    {
        Shapes.Refuse(call.Sent, "webhook endpoints", "connect");
        Shapes.CheckUrls(call.Sent, "url");
        var secret = "whsec_" + Ids.Random(32);
        var endpoint = new JsonObject
        {
            ["id"] = Ids.New("we"),
            ["object"] = "webhook_endpoint",
            ["api_version"] = call.Sent.Str("api_version"),
            ["application"] = null,
            ["created"] = call.Work.RealNow,
            ["description"] = call.Sent.Str("description"),
            ["enabled_events"] = call.Sent.Copy("enabled_events"),
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["status"] = "enabled",
            ["url"] = call.Sent.Str("url"),
            ["_secret"] = secret,
        };
        Shapes.Metadata(endpoint, call.Sent);
        call.Work.Add(endpoint);
        var answer = endpoint.Shown();
        answer["secret"] = secret;
        return answer;
    }

    private static JsonObject Update(Call call)
    {
        var endpoint = call.Work.Get("webhook_endpoint", call.Id);
        Shapes.CheckUrls(call.Sent, "url");
        call.Work.Change(endpoint, null, e =>
        {
            e.Take(call.Sent, "description", "enabled_events", "url");
            if (call.Sent.ContainsKey("disabled"))
                e["status"] = call.Sent.Flag("disabled") ? "disabled" : "enabled";
            Shapes.Metadata(e, call.Sent);
        });
        return endpoint;
    }

    private static JsonObject Delete(Call call)
    {
        var endpoint = call.Work.Get("webhook_endpoint", call.Id);
        call.Work.Remove(endpoint);
        return Shapes.Deleted(endpoint);
    }
}
