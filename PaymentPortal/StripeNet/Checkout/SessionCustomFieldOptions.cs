#nullable disable

namespace Stripe.Checkout;

public sealed class SessionCustomFieldDropdownOptionOptions : NestedOptions
{
    public string Label { get; set; }
    public string Value { get; set; }
}

public sealed class SessionCustomFieldDropdownOptions : NestedOptions
{
    public string DefaultValue { get; set; }
    public List<SessionCustomFieldDropdownOptionOptions> Options { get; set; }
}

public sealed class SessionCustomFieldLabelOptions : NestedOptions
{
    public string Custom { get; set; }
    public string Type { get; set; }
}

public sealed class SessionCustomFieldNumericOptions : NestedOptions
{
    public string DefaultValue { get; set; }
    public long? MaximumLength { get; set; }
    public long? MinimumLength { get; set; }
}

public sealed class SessionCustomFieldOptions : NestedOptions
{
    public SessionCustomFieldDropdownOptions Dropdown { get; set; }
    public string Key { get; set; }
    public SessionCustomFieldLabelOptions Label { get; set; }
    public SessionCustomFieldNumericOptions Numeric { get; set; }
    public bool? Optional { get; set; }
    public SessionCustomFieldTextOptions Text { get; set; }
    public string Type { get; set; }
}

public sealed class SessionCustomFieldTextOptions : NestedOptions
{
    public string DefaultValue { get; set; }
    public long? MaximumLength { get; set; }
    public long? MinimumLength { get; set; }
}
