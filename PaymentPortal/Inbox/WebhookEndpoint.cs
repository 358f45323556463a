using System.Buffers;
using PaymentPortal.Gateway;

namespace PaymentPortal.Inbox;

/// <summary>Where Stripe posts: verify, store once, commit, answer. Nothing else happens in the request.</summary>
internal sealed class WebhookEndpoint(EventVerifier verifier, InboxStore store, RejectedWebhooks rejected, TimeProvider time)
{
    public const string Path = "/api/webhooks/stripe";
    private const int LargestBody = 1024 * 1024;

    public async Task ReceiveAsync(HttpContext http)
    {
        if (await ReadAsync(http.Request, http.RequestAborted) is not { } body)
        {
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "The body is larger than 1 MB.");
            return;
        }

        if (!verifier.IsGenuine(body.Span, http.Request.Headers["Stripe-Signature"]))
        {
            if (rejected.Count(http.Connection.RemoteIpAddress) is { } wait)
            {
                http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                await RefuseAsync(http, StatusCodes.Status429TooManyRequests, "Too many requests without a valid signature from this address.");
                return;
            }

            await RefuseAsync(http, StatusCodes.Status400BadRequest, "The signature is missing, wrong or too old.");
            return;
        }

        // Once it is verified it is stored, even where the sender hangs up meanwhile.
        await store.AddAsync(EventReader.Read(body, time.GetUtcNow()), CancellationToken.None);
        http.Response.ContentLength = 0;
    }

    private static Task RefuseAsync(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(sentence, http.RequestAborted);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestBody)
        {
            return null;
        }

        // One more than announced, so that the end is seen without growing.
        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 4095) + 1);
        int read;
        while ((read = await request.Body.ReadAsync(body.GetMemory(), cancellationToken)) > 0)
        {
            body.Advance(read);
            if (body.WrittenCount > LargestBody)
            {
                return null;
            }
        }

        return body.WrittenMemory;
    }
}
