using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>A refusal as Stripe words it.</summary>
internal sealed class StripeError(int status, string type, string? code, string message, string? param = null) : Exception(message)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    public string? Code { get; } = code;

    public string? DeclineCode { get; init; }

    public string? Param { get; } = param;

    /// <summary>Objects that the error names, such as payment_intent.</summary>
    public JsonObject? Objects { get; init; }

    /// <summary>Whether what the request changed stays: a decline is recorded, a refusal leaves nothing.</summary>
    public bool KeepsChanges { get; init; }

    /// <summary>Whether the request was not even begun, so that its idempotency key stays free.</summary>
    public bool IsFromCheck { get; init; }

    public static StripeError Invalid(string message, string? param = null, string? code = null) => new(400, "invalid_request_error", code, message, param);

    public static StripeError Missing(string param) => Invalid($"Missing required param: {param}.", param, "parameter_missing");

    public static StripeError TooLong(string text, int most, string param) => Invalid($"Invalid string: {text[..10]}...{text[^10..]}; must be at most {most} characters", param);

    public static StripeError NoSuch(string noun, string id, string param = "id") =>
        new(param is "id" or "intent" ? 404 : 400, "invalid_request_error", "resource_missing", $"No such {noun}: '{id}'", param);

    /// <summary>Does a part of what was asked: a parameter that is refused there is named with the way to the part.</summary>
    public static T Within<T>(string path, Func<T> part) => Renaming(name => path + (name.IndexOf('[') is var at and >= 0 ? $"[{name[..at]}]{name[at..]}" : $"[{name}]"), part);

    public static void Within(string path, Action part) => Within(path, () =>
    {
        part();
        return true;
    });

    /// <summary>Does the whole for a caller who sent a part of it alone: a parameter of the part is named without the way to it.</summary>
    public static T Without<T>(string path, Func<T> whole) => Renaming(
        name => name.StartsWith($"{path}[", StringComparison.Ordinal) && name.IndexOf(']', path.Length + 1) is var end ? name[(path.Length + 1)..end] + name[(end + 1)..] : name, whole);

    /// <summary>What a bank refuses names the card's own field, wherever the card stood.</summary>
    private static T Renaming<T>(Func<string, string> rename, Func<T> what)
    {
        try
        {
            return what();
        }
        catch (StripeError e) when (e is { Param: { } param, Type: not "card_error" })
        {
            var name = rename(param);
            throw new StripeError(e.Status, e.Type, e.Code, e.Message == Missing(param).Message ? Missing(name).Message : e.Message, name)
            {
                DeclineCode = e.DeclineCode,
                Objects = e.Objects,
                KeepsChanges = e.KeepsChanges,
                IsFromCheck = e.IsFromCheck,
            };
        }
    }

    public JsonObject Body(string requestId)
    {
        var error = new JsonObject();
        if (Code is not null)
        {
            error["code"] = Code;
            error["doc_url"] = $"https://stripe.com/docs/error-codes/{Code.Replace('_', '-')}";
        }
        if (DeclineCode is not null)
            error["decline_code"] = DeclineCode;
        error["message"] = Message;
        if (Param is not null)
            error["param"] = Param;
        if (Objects is not null)
        {
            foreach (var (name, value) in Objects)
                error[name] = value?.DeepClone();
        }
        error["request_log_url"] = $"https://dashboard.stripe.com/test/workbench/logs?object={requestId}";
        error["type"] = Type;
        return new JsonObject { ["error"] = error };
    }
}
