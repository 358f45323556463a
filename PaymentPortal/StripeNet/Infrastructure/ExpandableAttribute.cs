#nullable disable

namespace Stripe;

/// <summary>
/// Marks a property that Stripe sends as an id unless it is expanded. <c>Customer</c> takes the object and <c>CustomerId</c> the id,
/// <c>Discounts</c> the objects and <c>DiscountIds</c> the ids, each from the one field.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpandableAttribute : Attribute;
