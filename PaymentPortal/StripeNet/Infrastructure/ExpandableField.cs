#nullable disable

namespace Stripe;

/// <summary>A reference to another object: its id alone, or the object where the call asked to expand it.</summary>
public sealed class ExpandableField<T>
    where T : IHasId
{
    public string Id { get; set; }
    public T ExpandedObject { get; set; }
}
