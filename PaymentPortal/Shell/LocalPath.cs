using System.Diagnostics.CodeAnalysis;

namespace PaymentPortal.Shell;

/// <summary>Addresses to go back to, which strangers may have written: only paths of this portal are followed.</summary>
public static class LocalPath
{
    /// <summary>The path where it leads into this portal, else the fallback.</summary>
    public static string Or(string? path, string fallback) => IsLocal(path) ? path : fallback;

    /// <summary>True for a path such as <c>/billing?tab=invoices</c>; false for other hosts, <c>//host</c>, <c>/\host</c> and control characters.</summary>
    public static bool IsLocal([NotNullWhen(true)] string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
