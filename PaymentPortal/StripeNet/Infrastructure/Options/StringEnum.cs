#nullable disable

namespace Stripe;

/// <summary>A word that a parameter takes beside its usual type.</summary>
public abstract class StringEnum
{
    private protected StringEnum(string value) => Value = value;

    public string Value { get; }

    public override string ToString() => Value;
}
