#nullable disable

using System.Collections;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>One page of a search; the next one is asked for by <see cref="NextPage"/>.</summary>
[JsonConverter(typeof(PageConverterFactory))]
public sealed class StripeSearchResult<T> : StripeEntity<StripeSearchResult<T>>, IHasObject, IEnumerable<T>
{
    public string Object { get; set; }
    public List<T> Data { get; set; }
    public bool HasMore { get; set; }
    public string Url { get; set; }
    public string NextPage { get; set; }
    public long? TotalCount { get; set; }

    public IEnumerator<T> GetEnumerator() => Data.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
