#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>What Stripe's answers and events are read into.</summary>
public abstract class StripeEntity
{
    /// <summary>The answer that carried this object, where it came as one: status, headers, the text itself.</summary>
    [JsonIgnore]
    public StripeResponse StripeResponse { get; set; }

    /// <summary>The whole of the answer, also what no property shows.</summary>
    [JsonIgnore]
    public JsonElement? RawJsonElement =>
        StripeResponse is null ? null : field ??= JsonSerializer.Deserialize<JsonElement>(StripeResponse.Content);

    public static IHasObject FromJson(string value) => StripeJson.Read<IHasObject>(value);

    public static T FromJson<T>(string value)
        where T : StripeEntity => StripeJson.Read<T>(value);

    public string ToJson() => StripeJson.Write(this);

    /// <summary>Kind and id alone: what ends up in a log must not carry a name or an address.</summary>
    public override string ToString() => $"<{GetType().FullName} id={(this as IHasId)?.Id}>";
}
