#nullable disable

using System.Net;
using System.Net.Http.Headers;

namespace Stripe;

public sealed class StripeStreamedResponse(HttpStatusCode statusCode, HttpResponseHeaders headers, Stream body)
    : StripeResponseBase(statusCode, headers)
{
    public Stream Body { get; } = body;

    public async Task<StripeResponse> ToStripeResponseAsync()
    {
        using var reader = new StreamReader(Body);
        return new StripeResponse(StatusCode, Headers, await reader.ReadToEndAsync());
    }
}
