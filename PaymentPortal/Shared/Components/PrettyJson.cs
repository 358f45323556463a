using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PaymentPortal.Shared.Components;

/// <summary>JSON as people read it, without the secrets that stand in it: who has a client secret can act on the payment.</summary>
public static partial class PrettyJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text indented; as it came where it is no JSON. Secrets are dots either way. To be shown as text, never as mark-up.</summary>
    public static string Of(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Masked(JsonSerializer.Serialize(document.RootElement, Indented));
        }
        catch (JsonException)
        {
            return Masked(text);
        }
    }

    private static string Masked(string text) => SecretPart().Replace(SecretValue().Replace(text, "••••••••"), "••••••••");

    /// <summary>The value of a property that is called a secret.</summary>
    [GeneratedRegex("""(?<="(?:client_)?secret"\s*:\s*")[^"]+""")]
    private static partial Regex SecretValue();

    /// <summary>What makes <c>pi_1_secret_2</c> secret, wherever it stands: an address of the next step carries it too.</summary>
    [GeneratedRegex("(?<=[a-z]_[A-Za-z0-9]+_secret_)[A-Za-z0-9]+")]
    private static partial Regex SecretPart();
}
