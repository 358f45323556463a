#nullable disable

using System.Text.Json;

namespace Stripe;

/// <summary>Makes exceptions of answers that are not what was asked for.</summary>
internal static class StripeErrors
{
    public static StripeException Read(StripeResponse response) =>
        OrUnreadable(response, content =>
        {
            var root = JsonSerializer.Deserialize<JsonElement>(content);

            // OAuth names its error in a text and keeps the rest beside it.
            var json = root.GetProperty("error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
            var error = json.Deserialize<StripeError>(StripeJson.Options);
            error.StripeResponse = response;
            return new StripeException(response.StatusCode, error, error.Message ?? error.ErrorDescription ?? error.Error) { StripeResponse = response };
        });

    public static T OrUnreadable<T>(StripeResponse response, Func<string, T> read)
        where T : class
    {
        try
        {
            return read(response.Content) ?? throw new JsonException("The answer is null.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new StripeException($"Stripe's answer {(int)response.StatusCode} cannot be read (request {response.RequestId}).", fault)
            {
                HttpStatusCode = response.StatusCode,
                StripeResponse = response,
            };
        }
    }
}
