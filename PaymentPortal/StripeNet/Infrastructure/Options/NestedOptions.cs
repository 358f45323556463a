#nullable disable

using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>
/// Parameters of a call. A parameter that can be emptied remembers that it was set, so that null clears it at Stripe
/// while one that was never touched is not sent.
/// </summary>
public abstract class NestedOptions
{
    private HashSet<string> _set;

    internal bool WasSet(string property) => _set?.Contains(property) == true;

    /// <summary>A copy whose own parameters can be changed without changing the caller's.</summary>
    internal NestedOptions Copy()
    {
        var copy = (NestedOptions)MemberwiseClone();
        copy._set = _set is null ? null : new(_set, StringComparer.Ordinal);
        return copy;
    }

    private protected T Track<T>(T value, [CallerMemberName] string property = null)
    {
        (_set ??= new(StringComparer.Ordinal)).Add(property);
        return value;
    }
}
