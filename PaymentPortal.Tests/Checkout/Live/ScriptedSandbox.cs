using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>One payment intent behind <c>/v1</c>, as far as a browser speaks to it, with every request kept.</summary>
internal sealed class ScriptedSandbox
{
    public const string ClientSecret = "pi_1_secret_abc";

    private readonly JsonObject _intent = new()
    {
        ["id"] = "pi_1",
        ["object"] = "payment_intent",
        ["amount"] = 34800,
        ["currency"] = "usd",
        ["status"] = "requires_payment_method",
        ["last_payment_error"] = null,
        ["next_action"] = null,
    };

    public ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Form, string? Authorization, string? Cookie)> Requests { get; } = new();

    public int Charges { get; private set; }

    /// <summary>Takes the money, then cuts the connection before the answer.</summary>
    public bool CutAfterConfirm { get; set; }

    public string Status
    {
        get => (string)_intent["status"]!;
        set => _intent["status"] = value;
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/payment_intents/pi_1", context => Answer(context, 200, _intent));
        routes.MapPost("/v1/payment_intents/pi_1/confirm", Confirm);
        routes.MapPost("/v1/3ds2/authenticate", Authenticate);
    }

    private async Task Confirm(HttpContext context)
    {
        var form = await Keep(context);
        if (Status == "succeeded")
        {
            await Refuse(context, 400, "invalid_request_error", "payment_intent_unexpected_state", null);
            return;
        }

        switch (form["payment_method_data[card][number]"][^4..])
        {
            case "0002" or "9995" when form["payment_method_data[card][number]"] is var number:
                await Refuse(context, 402, "card_error", "card_declined", number.EndsWith("9995", StringComparison.Ordinal) ? "insufficient_funds" : "generic_decline");
                return;
            case "3184":
                Status = "requires_action";
                _intent["next_action"] = new JsonObject
                {
                    ["type"] = "use_stripe_sdk",
                    ["use_stripe_sdk"] = new JsonObject { ["type"] = "three_d_secure_redirect", ["three_d_secure_2_source"] = "src_1" },
                };
                break;
            default:
                Succeed();
                break;
        }

        if (CutAfterConfirm)
        {
            CutAfterConfirm = false;
            context.Abort();
            return;
        }

        await Answer(context, 200, _intent);
    }

    private async Task Authenticate(HttpContext context)
    {
        var form = await Keep(context);
        _intent["next_action"] = null;
        if (form["outcome"] == "succeeded")
            Succeed();
        else
        {
            Status = "requires_payment_method";
            _intent["last_payment_error"] = new JsonObject { ["type"] = "card_error", ["code"] = "payment_intent_authentication_failure", ["message"] = "Not authenticated." };
        }

        await Answer(context, 200, new JsonObject { ["object"] = "three_d_secure_2", ["id"] = "threeds2_1" });
    }

    private void Succeed()
    {
        Status = "succeeded";
        Charges++;
    }

    private async Task<IReadOnlyDictionary<string, string>> Keep(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Requests.Enqueue((context.Request.Path, form, context.Request.Headers.Authorization, context.Request.Headers.Cookie));
        return form;
    }

    private Task Refuse(HttpContext context, int status, string type, string code, string? declineCode) => Answer(context, status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["type"] = type,
            ["code"] = code,
            ["decline_code"] = declineCode,
            ["message"] = "A sentence of Stripe's.",
            ["payment_intent"] = _intent.DeepClone(),
        },
    });

    private static Task Answer(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
