#nullable disable

namespace Stripe;

/// <summary>A parameter of one of several types.</summary>
public abstract class AnyOf
{
    private protected AnyOf(object value, Type type)
    {
        Value = value;
        Type = type;
    }

    public object Value { get; }

    public Type Type { get; }

    public override string ToString() => Value?.ToString();
}

public sealed class AnyOf<T1, T2> : AnyOf
{
    public AnyOf(T1 value)
        : base(value, typeof(T1))
    {
    }

    public AnyOf(T2 value)
        : base(value, typeof(T2))
    {
    }

    public static implicit operator AnyOf<T1, T2>(T1 value) => value is null ? null : new(value);

    public static implicit operator AnyOf<T1, T2>(T2 value) => value is null ? null : new(value);
}

public sealed class AnyOf<T1, T2, T3> : AnyOf
{
    public AnyOf(T1 value)
        : base(value, typeof(T1))
    {
    }

    public AnyOf(T2 value)
        : base(value, typeof(T2))
    {
    }

    public AnyOf(T3 value)
        : base(value, typeof(T3))
    {
    }

    public static implicit operator AnyOf<T1, T2, T3>(T1 value) => value is null ? null : new(value);

    public static implicit operator AnyOf<T1, T2, T3>(T2 value) => value is null ? null : new(value);

    public static implicit operator AnyOf<T1, T2, T3>(T3 value) => value is null ? null : new(value);
}
