using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Resources;
using PaymentPortal.Sandbox.Storage;
using PaymentPortal.Sandbox.Webhooks;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>The way of each request: key, version, route, parameters, replay or work, answer.</summary>
internal sealed partial class Gate(
    Store store, Router router, ParameterTable table, Expansion expansion, Replays replays, Alarms alarms, TimeProvider time, IOptions<SandboxOptions> options, ILogger<Gate> logger)
{
    private const int LargestBody = 1 << 20;

    private readonly Keys keys = new(options.Value);

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
            answer = Refused(e, requestId);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{Method} {Path} failed ({RequestId}).", http.Request.Method, http.Request.Path, requestId);
            answer = Refused(new StripeError(500, "api_error", null, "An unknown error occurred"), requestId);
        }
        var headers = http.Response.Headers;
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        headers.CacheControl = "no-cache, no-store";
        headers["Request-Id"] = requestId;
        headers["Stripe-Version"] = Work.ApiVersion;
        headers.Date = time.GetUtcNow().ToString("R");
        if (answer.Status == 401)
            headers.WWWAuthenticate = "Bearer realm=\"Stripe\"";
        if (idempotencyKey.Length > 0)
        {
            headers["Idempotency-Key"] = Uri.EscapeDataString(idempotencyKey);
            headers["Original-Request"] = answer.RequestId;
        }
        if (answer.Replayed)
            headers["Idempotent-Replayed"] = "true";
        await http.Response.WriteAsync(answer.Body, http.RequestAborted);
    }

    private static Answer Refused(StripeError e, string requestId) => new(e.Status, Work.Serialize(e.Body(requestId)), requestId);

    private async Task<Answer> AnswerAsync(HttpContext http, string requestId, string idempotencyKey)
    {
        var request = http.Request;
        var path = request.Path.Value!;
        var publishable = keys.Authorise(request);
        CheckHeaders(request);
        if (router.Match(request.Method, path) is not var (route, id))
            throw Unrecognized(request.Method, path);
        if (publishable && !route.Publishable)
        {
            throw new StripeError(403, "invalid_request_error", "secret_key_required",
                "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.");
        }
        using var hold = replays.Use(idempotencyKey);
        var body = await FormBody.ReadAsync(request, LargestBody, http.RequestAborted);
        var sent = FormParser.Parse(request.QueryString.Value is { Length: > 1 } query ? query[1..] : "", body);
        var print = idempotencyKey.Length > 0 ? replays.Of(idempotencyKey, path, sent) : null;
        var fromPage = publishable ? PageParameters.Take(sent) : [];
        StripeError refusal;
        using (var turn = await store.EnterAsync(http.RequestAborted))
        {
            if (print is not null && replays.Find(print) is { } replay)
                return replay;
            var typed = table.Check(route.Operation, sent);
            PageParameters.Put(typed, fromPage);
            var work = new Work(store, time, options.Value, requestId, idempotencyKey.Length > 0 ? idempotencyKey : null, $"{request.Scheme}://{request.Host}");
            var call = new Call(work, typed, id, path, publishable);
            try
            {
                var answer = Run(route, call, requestId);
                if (print is not null)
                    replays.Keep(print, answer);
                turn.Commit();
                alarms.Deliveries.Set();
                if (work.LeavesDue || path.EndsWith("/advance", StringComparison.Ordinal))
                    alarms.Clocks.Set();
                return answer;
            }
            catch (StripeError e)
            {
                refusal = e;
            }
        }
        // What the operation had begun is undone by now; under its key the refusal stands all the same.
        if (print is not null && !refusal.IsFromCheck)
        {
            using var turn = await store.EnterAsync(http.RequestAborted);
            replays.Keep(print, Refused(refusal, requestId));
            turn.Commit();
        }
        throw refusal;
    }

    private Answer Run(Router.Route route, Call call, string requestId)
    {
        try
        {
            Due.Lapse(call.Work);
            var answer = route.Handler(call).Shown();
            call.Work.Flush();
            expansion.Apply(call.Work, answer, call.Sent);
            return new(200, Work.Serialize(answer), requestId);
        }
        catch (StripeError e) when (e.KeepsChanges)
        {
            call.Work.Flush();
            return Refused(e, requestId);
        }
    }

    /// <summary>
    /// One release is spoken and one account served; the others are refused as Stripe refuses those it does not know. The monthly versions of a release only add to it,
    /// so that libraries which ask for another month are served.
    /// </summary>
    private static void CheckHeaders(HttpRequest request)
    {
        if (request.Headers["Stripe-Version"].ToString() is { Length: > 0 } version && !SameRelease().IsMatch(version))
            throw StripeError.Invalid($"Invalid Stripe API version: {version}");
        if (request.Headers["Stripe-Account"].ToString() is { Length: > 0 } account && account != Account.Id)
        {
            throw new StripeError(403, "invalid_request_error", "account_invalid",
                $"The provided key does not have access to account '{account}' (or that account does not exist). Application access may have been revoked.");
        }
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}\.dahlia$", RegexOptions.CultureInvariant)]
    private static partial Regex SameRelease();

    private static StripeError Unrecognized(string method, string path)
    {
        var slash = path.EndsWith('/')
            ? " If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code."
            : "";
        return new StripeError(404, "invalid_request_error", null,
            $"Unrecognized request URL ({method}: {path}).{slash} Please see https://stripe.com/docs or we can help at https://support.stripe.com/.");
    }
}
