#nullable disable

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stripe;

/// <summary>Checks and reads what Stripe sends to a webhook endpoint.</summary>
public static class EventUtility
{
    public const int DefaultTimeTolerance = 300;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Versions fit when they are of one release train: what follows the dot.</summary>
    public static bool IsCompatibleApiVersion(string sdkApiVersion, string eventApiVersion)
    {
        var train = TrainOf(eventApiVersion);
        return train is not null && (train == "preview" ? eventApiVersion == sdkApiVersion : train == TrainOf(sdkApiVersion));
    }

    public static bool IsCompatibleApiVersion(string eventApiVersion) => IsCompatibleApiVersion(StripeConfiguration.ApiVersion, eventApiVersion);

    /// <summary>Reads an event whose signature was checked before.</summary>
    public static Event ParseEvent(string json, bool throwOnApiVersionMismatch = true)
    {
        var read = StripeJson.Read<Event>(json) ?? throw new JsonException("There is no event in the body.");
        if (throwOnApiVersionMismatch && !IsCompatibleApiVersion(read.ApiVersion))
        {
            throw new StripeException(
                $"The event is of API version {read.ApiVersion}, while {StripeConfiguration.ApiVersion} is read here: set the version of the webhook endpoint.");
        }

        return read;
    }

    public static Event ConstructEvent(
        string json, string stripeSignatureHeader, string secret, long tolerance = DefaultTimeTolerance, bool throwOnApiVersionMismatch = true) =>
        ConstructEvent(json, stripeSignatureHeader, secret, tolerance, Now(), throwOnApiVersionMismatch);

    public static Event ConstructEvent(
        string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow, bool throwOnApiVersionMismatch = true)
    {
        ValidateSignature(json, stripeSignatureHeader, secret, tolerance, utcNow);
        return ParseEvent(json, throwOnApiVersionMismatch);
    }

    public static Event ConstructEventWithoutVerification(string json, bool throwOnApiVersionMismatch = false) =>
        ParseEvent(json, throwOnApiVersionMismatch);

    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance = DefaultTimeTolerance) =>
        ValidateSignature(json, stripeSignatureHeader, secret, tolerance, Now());

    /// <summary>Throws unless one of the header's <c>v1</c> signatures is the body's and its time is within the tolerance of now, either way.</summary>
    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow)
    {
        var (timestamp, signatures) = Parse(stripeSignatureHeader);
        byte[] expected;
        try
        {
            expected = Encoding.ASCII.GetBytes(ComputeSignature(secret, timestamp, json));
        }
        catch (EncoderFallbackException fault)
        {
            throw new StripeException("The body is no valid text, so that its signature cannot be computed.", fault);
        }

        var found = false;
        foreach (var signature in signatures)
        {
            found |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected);
        }

        if (!found)
        {
            throw new StripeException("No signature in the Stripe-Signature header fits the body and the secret of the endpoint.");
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) || Math.Abs(utcNow - sent) > tolerance)
        {
            throw new StripeException("The signature's time is outside of the allowed tolerance.");
        }
    }

    public static string ComputeSignature(string secret, string timestamp, string payload) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(StrictUtf8.GetBytes(secret), StrictUtf8.GetBytes($"{timestamp}.{payload}")));

    /// <summary>The header that Stripe would send with a body; for tests.</summary>
    public static string GenerateSignatureHeader(string payload, string secret, long? timestamp = null)
    {
        var sent = (timestamp ?? Now()).ToString(CultureInfo.InvariantCulture);
        return $"t={sent},v1={ComputeSignature(secret, sent, payload)}";
    }

    private static (string Timestamp, List<string> Signatures) Parse(string header)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            throw new StripeException("The Stripe-Signature header is missing.");
        }

        string timestamp = null;
        var signatures = new List<string>();
        foreach (var item in header.Split(',', StringSplitOptions.TrimEntries))
        {
            var (name, value) = item.Split('=', 2) is [var left, var right]
                ? (left, right)
                : throw new StripeException("The Stripe-Signature header is not of the form t=...,v1=...");
            if (name == "t")
            {
                timestamp ??= value;
            }
            else if (name == "v1")
            {
                signatures.Add(value);
            }
        }

        return (timestamp, signatures);
    }

    private static string TrainOf(string version) => version?.Split('.') is [_, var train, ..] ? train : null;

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
