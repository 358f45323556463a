#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Stripe;

/// <summary>A null where a number, flag or date is expected leaves the default, so that one odd field does not lose a whole event.</summary>
internal static class NullContract
{
    public static void Apply(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null && property.CustomConverter is null)
            {
                property.CustomConverter =
                    (JsonConverter)Activator.CreateInstance(typeof(NullAsDefaultConverter<>).MakeGenericType(property.PropertyType));
            }
        }
    }

    private sealed class NullAsDefaultConverter<T> : JsonConverter<T>
        where T : struct
    {
        public override bool HandleNull => true;

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T?>(ref reader, options).GetValueOrDefault();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, options);
    }
}
