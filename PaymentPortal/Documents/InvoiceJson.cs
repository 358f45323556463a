using System.Text.Json;
using System.Text.Json.Serialization;
using PaymentPortal.Shared;

namespace PaymentPortal.Documents;

/// <summary>How frozen invoices are written: amounts as minor units with their currency, states by name, nulls left out.</summary>
internal static class InvoiceJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new MoneyConverter(), new JsonStringEnumConverter<InvoiceStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new JsonStringEnumConverter<DocumentKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var frozen = JsonSerializer.Deserialize<Frozen>(ref reader, options);
            return Currency.TryParse(frozen.Currency, out var currency)
                ? new Money(frozen.Amount, currency)
                : throw new JsonException($"'{frozen.Currency}' is not a three-letter currency code.");
        }

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Frozen(value.MinorUnits, value.Currency.Code), options);
    }

    private readonly record struct Frozen([property: JsonRequired] long Amount, [property: JsonRequired] string Currency);
}
