using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Storage;
using PaymentPortal.Sandbox.Webhooks;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>The way of each request: key, route, parameters, replay or work, answer.</summary>
internal sealed class Gate(Store store, Router router, ParameterTable table, Expansion expansion, Alarms alarms, TimeProvider time, IOptions<SandboxOptions> options, ILogger<Gate> logger)
{
    private const int LargestBody = 1 << 20;

    private readonly ConcurrentDictionary<string, bool> keysInUse = [];

    private sealed record Answer(int Status, string Body, string RequestId, bool Replayed = false);

    public async Task HandleAsync(HttpContext http)
    {
        var requestId = Ids.New("req");
        var idempotencyKey = http.Request.Method == "POST" ? http.Request.Headers["Idempotency-Key"].ToString() : "";
        Answer answer;
        try
        {
            answer = await AnswerAsync(http, requestId, idempotencyKey);
        }
        catch (StripeError e)
        {
            answer = new(e.Status, Work.Serialize(e.Body(requestId)), requestId);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{Method} {Path} failed ({RequestId}).", http.Request.Method, http.Request.Path, requestId);
            answer = new(500, Work.Serialize(new StripeError(500, "api_error", null, "An unknown error occurred").Body(requestId)), requestId);
        }
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["Request-Id"] = requestId;
        response.Headers["Stripe-Version"] = Work.ApiVersion;
        response.Headers.Date = time.GetUtcNow().ToString("R");
        if (idempotencyKey.Length > 0)
            response.Headers["Idempotency-Key"] = idempotencyKey;
        if (answer.Replayed)
        {
            response.Headers["Idempotent-Replayed"] = "true";
            response.Headers["Original-Request"] = answer.RequestId;
        }
        await response.WriteAsync(answer.Body, http.RequestAborted);
    }

    private async Task<Answer> AnswerAsync(HttpContext http, string requestId, string idempotencyKey)
    {
        var request = http.Request;
        var path = request.Path.Value!;
        var publishable = Authorise(request);
        if (router.Match(request.Method, path) is not var (route, id))
        {
            throw new StripeError(404, "invalid_request_error", null,
                $"Unrecognized request URL ({request.Method}: {path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.");
        }
        if (publishable && !route.Publishable)
        {
            throw new StripeError(403, "invalid_request_error", "secret_key_required",
                "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.");
        }
        if (idempotencyKey.Length > 255)
            throw new StripeError(400, "idempotency_error", null, "The idempotency key must be at most 255 characters long.");
        if (idempotencyKey.Length > 0 && !keysInUse.TryAdd(idempotencyKey, true))
        {
            throw new StripeError(409, "idempotency_error", "idempotency_key_in_use",
                $"There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): {idempotencyKey}. Please try again later.");
        }
        try
        {
            var body = await ReadBodyAsync(request, http.RequestAborted);
            var sent = FormParser.Parse(request.QueryString.Value is { Length: > 1 } query ? query[1..] : "", body);
            var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Method} {path}\n{sent.ToJsonString()}")));
            var fromPage = publishable ? TakePublic(sent) : [];
            using var turn = await store.EnterAsync(http.RequestAborted);
            if (idempotencyKey.Length > 0 && Replay(idempotencyKey, print) is { } replay)
                return replay;
            var typed = table.Check(route.Operation, sent);
            PutPublic(typed, fromPage);
            var answer = Run(route, new Call(new Work(store, time, options.Value, requestId, idempotencyKey.Length > 0 ? idempotencyKey : null, $"{request.Scheme}://{request.Host}"), typed, id, path, publishable), requestId, out var wakes);
            if (idempotencyKey.Length > 0 && answer.Status is 200 or 402)
            {
                store.Execute("INSERT OR REPLACE INTO replays(key,request,status,body,request_id,at) VALUES($0,$1,$2,$3,$4,$5)",
                    idempotencyKey, print, answer.Status, answer.Body, requestId, time.GetUtcNow().ToUnixTimeSeconds());
            }
            turn.Commit();
            if (wakes)
                alarms.Deliveries.Set();
            if (path.EndsWith("/advance", StringComparison.Ordinal))
                alarms.Clocks.Set();
            return answer;
        }
        finally
        {
            if (idempotencyKey.Length > 0)
                keysInUse.TryRemove(idempotencyKey, out _);
        }
    }

    private Answer Run(Router.Route route, Call call, string requestId, out bool wakes)
    {
        try
        {
            var answer = route.Handler(call).Shown();
            wakes = call.Work.HasEvents;
            call.Work.Flush();
            expansion.Apply(call.Work, answer, call.Sent);
            return new(200, Work.Serialize(answer), requestId);
        }
        catch (StripeError e) when (e.KeepsChanges)
        {
            wakes = call.Work.HasEvents;
            call.Work.Flush();
            return new(e.Status, Work.Serialize(e.Body(requestId)), requestId);
        }
    }

    /// <summary>True for the publishable key; anything but our two keys is refused.</summary>
    private bool Authorise(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var key = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? FromBasic(header[6..]) : null;
        if (string.IsNullOrEmpty(key))
        {
            throw new StripeError(401, "invalid_request_error", null,
                "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.");
        }
        if (Same(key, options.Value.SecretKey))
            return false;
        if (Same(key, options.Value.PublishableKey))
            return true;
        var shown = key.Length > 12 ? string.Concat(key.AsSpan(0, 8), new string('*', key.Length - 12), key.AsSpan(key.Length - 4)) : new string('*', key.Length);
        throw new StripeError(401, "invalid_request_error", null, $"Invalid API Key provided: {shown}");
    }

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    private static string? FromBasic(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded.Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0] : null;
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return "";
        if (request.HasJsonContentType())
            throw StripeError.Invalid("Invalid request: the body must be form encoded (application/x-www-form-urlencoded).");
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        try
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            return await reader.ReadToEndAsync(cancellation);
        }
        catch (BadHttpRequestException e)
        {
            throw new StripeError(e.StatusCode, "invalid_request_error", null, "The request's body is too large or incomplete.");
        }
    }

    /// <summary>Takes away what only the browser's script sends beside the published parameters; the client secret and a typed card are kept.</summary>
    private static JsonObject TakePublic(JsonObject sent)
    {
        var kept = new JsonObject { ["client_secret"] = sent.Str("client_secret") };
        // Stripe describes its API for servers, which never send a card; so the page's card data is kept out of the check by that description.
        if (sent.Obj("payment_method_data") is { } data && data.Obj("card") is { } card)
        {
            sent.Remove("payment_method_data");
            kept["payment_method_data"] = data;
            card["exp_month"] = Whole(card.Str("exp_month"));
            card["exp_year"] = Whole(card.Str("exp_year"));
        }
        foreach (var name in new[] { "client_secret", "key", "_stripe_version", "expected_payment_method_type", "payment_user_agent", "referrer", "time_on_page", "client_attribution_metadata", "guid", "muid", "sid" })
        {
            sent.Remove(name);
            sent.Obj("payment_method_data")?.Remove(name);
        }
        return kept;
    }

    private static JsonNode? Whole(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void PutPublic(JsonObject typed, JsonObject kept)
    {
        if (kept.Str("client_secret") is { } secret)
            typed["client_secret"] = secret;
        if (kept.Obj("payment_method_data") is { } data)
            typed["payment_method_data"] = data.DeepClone();
    }

    private Answer? Replay(string key, string print)
    {
        var kept = store.Rows("SELECT request,status,body,request_id FROM replays WHERE key=$0", r => (Request: r.GetString(0), Answer: new Answer(r.GetInt32(1), r.GetString(2), r.GetString(3), true)), key);
        if (kept.Count == 0)
            return null;
        if (kept[0].Request != print)
        {
            throw new StripeError(400, "idempotency_error", null,
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request.");
        }
        return kept[0].Answer;
    }
}
