using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Webhooks;

/// <summary>Shows how events are delivered and changes it while the sandbox runs: GET and POST of /sandbox/delivery, with the secret key. It is no part of Stripe's API.</summary>
internal sealed class DeliverySwitch(Store store, Alarms alarms, IOptions<SandboxOptions> options)
{
    public const string Path = "/sandbox/delivery";

    private const int LargestBody = 4096;

    private delegate bool Setting(DeliveryOptions to, string value);

    /// <summary>What may be sent, named and written as Stripe's parameters are: shares from 0 to 1, times in milliseconds.</summary>
    private static readonly Dictionary<string, Setting> Settings = new(StringComparer.Ordinal)
    {
        ["late"] = (o, v) => Share(v, s => o.Late = s),
        ["late_by_ms"] = (o, v) => Span(v, s => o.LateBy = s),
        ["twice"] = (o, v) => Share(v, s => o.Twice = s),
        ["out_of_order"] = (o, v) => Share(v, s => o.OutOfOrder = s),
        ["out_of_order_within_ms"] = (o, v) => Span(v, s => o.OutOfOrderWithin = s),
        ["never"] = (o, v) => Share(v, s => o.Never = s),
        ["seed"] = (o, v) => long.TryParse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) && Done(() => o.Seed = seed),
        ["paused"] = (o, v) => bool.TryParse(v, out var paused) && Done(() => o.Paused = paused),
    };

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            if (new Keys(options.Value).Authorise(http.Request))
                throw new StripeError(403, "invalid_request_error", "secret_key_required", "This needs the secret key.");
            if (HttpMethods.IsPost(http.Request.Method))
            {
                var sent = FormParser.Parse(await FormBody.ReadAsync(http.Request, LargestBody, http.RequestAborted));
                using (await store.EnterAsync(http.RequestAborted))
                    options.Value.Delivery = Changed(options.Value.Delivery, sent);
                alarms.Deliveries.Set();
            }
            else if (!HttpMethods.IsGet(http.Request.Method))
            {
                throw new StripeError(405, "invalid_request_error", null, $"{Path} is read by GET and changed by POST.");
            }
            await WriteAsync(http, 200, await ShownAsync(http.RequestAborted));
        }
        catch (StripeError e)
        {
            await WriteAsync(http, e.Status, e.Body(Ids.New("req")));
        }
    }

    private static DeliveryOptions Changed(DeliveryOptions before, JsonObject sent)
    {
        var after = before with { };
        foreach (var (name, value) in sent)
        {
            if (!Settings.TryGetValue(name, out var setting))
                throw StripeError.Invalid($"Received unknown parameter: {name}", name, "parameter_unknown");
            if (value is not JsonValue text || !setting(after, text.ToString()))
                throw StripeError.Invalid($"Invalid {name}: shares go from 0 to 1, times are whole milliseconds up to a day, the seed is a whole number, paused is true or false.", name);
        }
        return after;
    }

    private async Task<JsonObject> ShownAsync(CancellationToken cancellation)
    {
        using var turn = await store.EnterAsync(cancellation);
        var now = options.Value.Delivery;
        return new JsonObject
        {
            ["object"] = "sandbox.delivery",
            ["late"] = now.Late,
            ["late_by_ms"] = (long)now.LateBy.TotalMilliseconds,
            ["never"] = now.Never,
            ["out_of_order"] = now.OutOfOrder,
            ["out_of_order_within_ms"] = (long)now.OutOfOrderWithin.TotalMilliseconds,
            ["paused"] = now.Paused,
            ["seed"] = now.Seed,
            ["twice"] = now.Twice,
            ["waiting"] = store.Scalar<long>("SELECT count(*) FROM deliveries"),
        };
    }

    private static Task WriteAsync(HttpContext http, int status, JsonObject body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(Work.Serialize(body), http.RequestAborted);
    }

    private static bool Share(string text, Action<double> take) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 && Done(() => take(share));

    private static bool Span(string text, Action<TimeSpan> take) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var span) && span <= DeliveryOptions.Longest.TotalMilliseconds && Done(() => take(TimeSpan.FromMilliseconds(span)));

    private static bool Done(Action take)
    {
        take();
        return true;
    }
}
