#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Reads what may be one of several kinds of object by its field <c>object</c>; a kind without a class here is read as null.</summary>
internal sealed class ObjectConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsInterface && typeof(IHasObject).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ObjectConverter<>).MakeGenericType(typeToConvert));

    public static T Read<T>(JsonElement json, JsonSerializerOptions options)
        where T : class, IHasObject
    {
        var kind = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("object", out var name) ? name.GetString() : null;
        return StripeTypeRegistry.GetConcreteType(typeof(T), kind) is { } concrete ? (T)json.Deserialize(concrete, options) : null;
    }

    private sealed class ObjectConverter<T> : JsonConverter<T>
        where T : class, IHasObject
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read<T>(JsonElement.ParseValue(ref reader), options);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
    }
}
