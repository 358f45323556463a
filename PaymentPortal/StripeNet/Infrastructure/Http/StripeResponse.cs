#nullable disable

using System.Net;
using System.Net.Http.Headers;

namespace Stripe;

public sealed class StripeResponse(HttpStatusCode statusCode, HttpResponseHeaders headers, string content)
    : StripeResponseBase(statusCode, headers)
{
    public string Content { get; } = content;
}
