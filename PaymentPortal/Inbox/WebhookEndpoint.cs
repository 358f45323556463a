using PaymentPortal.Gateway;

namespace PaymentPortal.Inbox;

/// <summary>Where Stripe posts: verify, store once, commit, answer. Nothing else happens in the request.</summary>
internal static class WebhookEndpoint
{
    public const string Path = "/api/webhooks/stripe";
    private const int LargestBody = 1024 * 1024;

    public static async Task<IResult> ReceiveAsync(HttpContext http, EventVerifier verifier, InboxStore store, RejectedWebhooks rejected, TimeProvider time)
    {
        if (await ReadAsync(http.Request, http.RequestAborted) is not { } body)
        {
            return Results.Text("The body is larger than 1 MB.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        if (!verifier.IsGenuine(body.Span, http.Request.Headers["Stripe-Signature"]))
        {
            if (rejected.Count(http.Connection.RemoteIpAddress) is { } wait)
            {
                http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Results.Text("Too many requests without a valid signature from this address.", statusCode: StatusCodes.Status429TooManyRequests);
            }

            return Results.Text("The signature is missing, wrong or too old.", statusCode: StatusCodes.Status400BadRequest);
        }

        // Once it is verified it is stored, even where the sender hangs up meanwhile.
        await store.AddAsync(EventReader.Read(body, time.GetUtcNow()), CancellationToken.None);
        return Results.Ok();
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestBody)
        {
            return null;
        }

        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > LargestBody)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
