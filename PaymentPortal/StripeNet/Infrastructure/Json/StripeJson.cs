#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Stripe;

/// <summary>How Stripe's JSON maps to the classes: names in snake case, dates in Unix seconds, fields that nobody knows passed over.</summary>
internal static class StripeJson
{
    public static JsonSerializerOptions Options => StripeConfiguration.SerializerOptions;

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    public static JsonSerializerOptions CreateOptions() => new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        WriteIndented = true,
        MaxDepth = 256,
        Converters = { new UnixDateTimeConverter(), new ObjectConverterFactory(), new ExpandableFieldConverterFactory() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ExpandableContract.Apply, NullContract.Apply } },
    };
}
