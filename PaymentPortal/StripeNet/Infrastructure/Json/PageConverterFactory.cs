#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Pages can be enumerated and would otherwise be taken for bare arrays.</summary>
internal sealed class PageConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var converter = typeToConvert.GetGenericTypeDefinition() == typeof(StripeList<>) ? typeof(ListConverter<>) : typeof(SearchConverter<>);
        return (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(typeToConvert.GetGenericArguments()));
    }

    private sealed record Page<T>(string Object, List<T> Data, bool HasMore, string Url, string NextPage = null, long? TotalCount = null);

    private sealed class ListConverter<T> : JsonConverter<StripeList<T>>
    {
        public override StripeList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var page = JsonSerializer.Deserialize<Page<T>>(ref reader, options);
            return new() { Object = page.Object, Data = page.Data, HasMore = page.HasMore, Url = page.Url };
        }

        public override void Write(Utf8JsonWriter writer, StripeList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Page<T>(value.Object, value.Data, value.HasMore, value.Url), options);
    }

    private sealed class SearchConverter<T> : JsonConverter<StripeSearchResult<T>>
    {
        public override StripeSearchResult<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var page = JsonSerializer.Deserialize<Page<T>>(ref reader, options);
            return new()
            {
                Object = page.Object,
                Data = page.Data,
                HasMore = page.HasMore,
                Url = page.Url,
                NextPage = page.NextPage,
                TotalCount = page.TotalCount,
            };
        }

        public override void Write(Utf8JsonWriter writer, StripeSearchResult<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(
                writer, new Page<T>(value.Object, value.Data, value.HasMore, value.Url, value.NextPage, value.TotalCount), options);
    }
}
