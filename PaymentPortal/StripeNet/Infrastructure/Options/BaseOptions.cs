#nullable disable

namespace Stripe;

/// <summary>The parameters that every call takes.</summary>
public class BaseOptions : NestedOptions
{
    /// <summary>Paths of references to be sent as objects, such as <c>latest_invoice.payments</c>.</summary>
    public List<string> Expand { get; set; }

    /// <summary>Parameters that have no property here, by their name on the wire.</summary>
    public IDictionary<string, object> ExtraParams { get; set; } = new Dictionary<string, object>();

    public void AddExpand(string value) => (Expand ??= []).Add(value);

    public void AddRangeExpand(IEnumerable<string> values) => (Expand ??= []).AddRange(values);

    public void AddExtraParam(string key, object value) => ExtraParams.Add(key, value);
}
