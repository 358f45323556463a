#nullable disable

using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Stripe;

/// <summary>One call, complete; every attempt at it sends the same.</summary>
public sealed class StripeRequest
{
    public StripeRequest(IStripeClient client, HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions)
    {
        Method = method;
        Uri = BuildUri(client.ApiBase, method, path, options);
        AuthorizationHeader = new AuthenticationHeaderValue("Bearer", KeyOf(client, requestOptions));
        StripeHeaders = HeadersOf(method, requestOptions);
        Content = method == HttpMethod.Post
            ? new StringContent(FormEncoder.Encode(options), Encoding.UTF8, "application/x-www-form-urlencoded")
            : null;
    }

    public HttpMethod Method { get; }

    public Uri Uri { get; }

    public AuthenticationHeaderValue AuthorizationHeader { get; }

    public IDictionary<string, string> StripeHeaders { get; }

    public HttpContent Content { get; }

    public override string ToString() => $"<{GetType().FullName} Method={Method} Uri={Uri}>";

    private static Uri BuildUri(string apiBase, HttpMethod method, string path, BaseOptions options)
    {
        var query = method == HttpMethod.Post ? "" : FormEncoder.Encode(options);
        return new Uri(apiBase + path + (query.Length == 0 ? "" : "?" + query));
    }

    private static string KeyOf(IStripeClient client, RequestOptions requestOptions)
    {
        var key = requestOptions?.ApiKey ?? client.ApiKey;
        if (string.IsNullOrEmpty(key))
        {
            throw new StripeException("No API key was given: set it on the client or in the request options.");
        }

        return key.Any(char.IsWhiteSpace) ? throw new StripeException("The API key holds a space or a line break.") : key;
    }

    private static Dictionary<string, string> HeadersOf(HttpMethod method, RequestOptions requestOptions)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Stripe-Version"] = StripeConfiguration.ApiVersion };
        if (requestOptions?.IdempotencyKey is { Length: > 0 } given)
        {
            headers["Idempotency-Key"] = given;
        }
        else if (method == HttpMethod.Post)
        {
            headers["Idempotency-Key"] = RandomNumberGenerator.GetHexString(32, lowercase: true);
        }

        Add("Stripe-Account", requestOptions?.StripeAccount);
        Add("Stripe-Context", requestOptions?.StripeContext);
        Add("Stripe-Request-Trigger", requestOptions?.StripeRequestTrigger);
        return headers;

        void Add(string name, string value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                headers[name] = value;
            }
        }
    }
}
