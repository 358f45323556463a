using System.Security.Cryptography;
using System.Text;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>The two keys that the sandbox accepts.</summary>
internal sealed class Keys(SandboxOptions options)
{
    /// <summary>True for the publishable key; anything but our two keys is refused.</summary>
    public bool Authorise(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var key = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? FromBasic(header[6..]) : null;
        if (string.IsNullOrEmpty(key))
        {
            throw new StripeError(401, "invalid_request_error", null,
                "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.");
        }
        if (Same(key, options.SecretKey))
            return false;
        if (Same(key, options.PublishableKey))
            return true;
        var shown = key.Length > 12 ? string.Concat(key.AsSpan(0, 8), new string('*', key.Length - 12), key.AsSpan(key.Length - 4)) : new string('*', key.Length);
        throw new StripeError(401, "invalid_request_error", null, $"Invalid API Key provided: {shown}");
    }

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    private static string? FromBasic(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded.Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0] : null;
    }
}
