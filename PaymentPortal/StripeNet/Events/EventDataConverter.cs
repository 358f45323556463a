#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Keeps the object of an event as it was sent beside what is read from it.</summary>
internal sealed class EventDataConverter : JsonConverter<EventData>
{
    public override EventData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("object", out var raw))
        {
            throw new JsonException("The event carries no object.");
        }

        return new EventData
        {
            Object = ObjectConverterFactory.Read<IHasObject>(raw, options),
            RawObject = raw,
            PreviousAttributes = json.TryGetProperty("previous_attributes", out var previous) && previous.ValueKind == JsonValueKind.Object
                ? previous
                : null,
        };
    }

    public override void Write(Utf8JsonWriter writer, EventData value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("object");
        JsonSerializer.Serialize(writer, value.RawObject ?? value.Object, options);
        if (value.PreviousAttributes is not null)
        {
            writer.WritePropertyName("previous_attributes");
            JsonSerializer.Serialize(writer, value.PreviousAttributes, options);
        }

        writer.WriteEndObject();
    }
}
