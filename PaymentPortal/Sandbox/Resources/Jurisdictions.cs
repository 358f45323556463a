using System.Globalization;
using System.Reflection;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The table of jurisdictions: who taxes what is sold, and how high.</summary>
internal static class Jurisdictions
{
    /// <summary>One tax. The state is null where the whole country has one rate.</summary>
    internal sealed record Tax(string Country, string? State, string Kind, decimal Percentage, string Place)
    {
        public string Name => Kind switch { "sales_tax" => "Sales Tax", "service_tax" => "Service Tax", _ => Kind.ToUpperInvariant() };

        /// <summary>Canada's GST and HST are the federation's, wherever in it the buyer lives.</summary>
        public bool IsFederal => Kind is "gst" or "hst";
    }

    private static readonly ILookup<string, Tax> ByCountry = Lines("sandbox-jurisdictions.txt")
        .Select(line => line.Split(' ', 5))
        .Select(word => new Tax(word[0], word[1] == "-" ? null : word[1], word[2], decimal.Parse(word[3], CultureInfo.InvariantCulture), word[4]))
        .ToLookup(tax => tax.Country);

    private static readonly HashSet<string> Union = [.. "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".Split(' ')];

    public static bool InUnion(string? country) => country is not null && Union.Contains(country);

    public static bool Knows(string country) => ByCountry.Contains(country);

    /// <summary>Whether the state must be known too.</summary>
    public static bool HasStates(string country) => ByCountry[country].Any(tax => tax.State is not null);

    public static IReadOnlyList<Tax> At(string country, string? state) =>
        [.. ByCountry[country].Where(tax => tax.State is null || string.Equals(tax.State, state, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The lines of an embedded table, without its comments.</summary>
    public static IReadOnlyList<string> Lines(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The sandbox's table {resource} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')).Where(line => !line.StartsWith('#'))];
    }
}
