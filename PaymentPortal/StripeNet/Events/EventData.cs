#nullable disable

using System.Text.Json.Serialization;

namespace Stripe;

[JsonConverter(typeof(EventDataConverter))]
public sealed class EventData : StripeEntity<EventData>
{
    /// <summary>The object that the event is about, null where no class here reads its kind.</summary>
    public IHasObject Object { get; set; }

    /// <summary>Of an update, the fields that changed with their earlier values. <c>ToString()</c> gives the JSON.</summary>
    public object PreviousAttributes { get; set; }

    /// <summary>The object as it was sent. <c>ToString()</c> gives the JSON.</summary>
    public object RawObject { get; set; }
}
