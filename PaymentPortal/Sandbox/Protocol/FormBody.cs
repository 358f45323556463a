using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>The body of a request: a form, as text.</summary>
internal static class FormBody
{
    /// <summary>What is not UTF-8 is a fault to it, and not replaced.</summary>
    public static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static StripeError NoText => StripeError.Invalid("Invalid UTF-8 characters found in POST body");

    public static async Task<string> ReadAsync(HttpRequest request, int largest, CancellationToken cancellation)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return "";
        if (request.ContentType is { } type && !IsForm(type))
        {
            throw StripeError.Invalid(
                "Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have questions, we can help at https://support.stripe.com/.");
        }
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = largest;
        try
        {
            using var reader = new StreamReader(request.Body, Encoding, detectEncodingFromByteOrderMarks: false);
            return await reader.ReadToEndAsync(cancellation);
        }
        catch (BadHttpRequestException e)
        {
            throw new StripeError(e.StatusCode, "invalid_request_error", null, "The request's body is too large or incomplete.");
        }
        catch (DecoderFallbackException)
        {
            throw NoText;
        }
    }

    private static bool IsForm(string type) => MediaTypeHeaderValue.TryParse(type, out var media) && media.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
}
