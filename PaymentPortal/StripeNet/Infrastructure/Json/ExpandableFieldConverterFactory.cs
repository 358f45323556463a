#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Reads a reference that is either an id or the object itself.</summary>
internal sealed class ExpandableFieldConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ExpandableField<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ExpandableFieldConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()));

    private sealed class ExpandableFieldConverter<T> : JsonConverter<ExpandableField<T>>
        where T : class, IHasId
    {
        public override ExpandableField<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return new ExpandableField<T> { Id = reader.GetString() };
            }

            var json = JsonElement.ParseValue(ref reader);
            return new ExpandableField<T>
            {
                Id = json.TryGetProperty("id", out var id) ? id.GetString() : null,
                ExpandedObject = json.Deserialize<T>(options),
            };
        }

        public override void Write(Utf8JsonWriter writer, ExpandableField<T> value, JsonSerializerOptions options)
        {
            if (value.ExpandedObject is { } expanded)
            {
                JsonSerializer.Serialize(writer, expanded, expanded.GetType(), options);
            }
            else
            {
                writer.WriteStringValue(value.Id);
            }
        }
    }
}
