#nullable disable

using System.Collections;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>One page of a list.</summary>
[JsonConverter(typeof(PageConverterFactory))]
public sealed class StripeList<T> : StripeEntity<StripeList<T>>, IHasObject, IEnumerable<T>
{
    public string Object { get; set; }
    public List<T> Data { get; set; }
    public bool HasMore { get; set; }
    public string Url { get; set; }

    public IEnumerator<T> GetEnumerator() => Data.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Reverse() => Data.Reverse();
}
