using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Resources;
using PaymentPortal.Sandbox.Storage;
using PaymentPortal.Sandbox.Webhooks;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>The bank's own page, for payments that redirect: passes or fails the challenge and sends the customer back.</summary>
internal sealed class ChallengePage(Store store, Alarms alarms, TimeProvider time, IOptions<SandboxOptions> options)
{
    public const string Path = "/v1/3ds2/challenge";

    private const string Title = "3D Secure";

    public async Task HandleAsync(HttpContext http)
    {
        var source = http.Request.Query["source"].ToString();
        var outcome = HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted))["outcome"].ToString() : "";
        using var turn = await store.EnterAsync(http.RequestAborted);
        var work = new Work(store, time, options.Value, null, null, "");
        if (ThreeDSecure.Waiting(work, source) is not { } intent || intent.Obj("next_action")?.Obj("redirect_to_url")?.Str("return_url") is not { } back)
        {
            await PlainPage.WriteAsync(http, 404, Title, "<p>This challenge has ended.</p>");
            return;
        }
        if (outcome is not ("succeeded" or "failed"))
        {
            await PlainPage.WriteAsync(http, 200, Title, $"""
                <p>Your bank asks whether it is you{Amount(intent)}.</p>
                <form method="post" action="{Path}?source={WebUtility.UrlEncode(source)}">
                <button name="outcome" value="succeeded">Yes, it is me</button> <button name="outcome" value="failed">No</button></form>
                """);
            return;
        }
        ThreeDSecure.Finish(work, intent, outcome == "succeeded");
        work.Flush();
        turn.Commit();
        alarms.Deliveries.Set();
        var name = intent.Str("object")!;
        http.Response.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?>
        {
            [name] = intent.Str("id"),
            [$"{name}_client_secret"] = intent.Str("client_secret"),
            ["redirect_status"] = outcome,
        }));
    }

    private static string Amount(JsonObject intent) =>
        intent.Long("amount") is { } amount ? $" who pays {WebUtility.HtmlEncode(Currencies.Format(amount, intent.Str("currency")!))}" : "";
}
