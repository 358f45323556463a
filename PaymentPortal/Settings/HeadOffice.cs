using System.Text.RegularExpressions;
using PaymentPortal.Shared;

namespace PaymentPortal.Settings;

/// <summary>Where the seller sits, as Stripe Tax asks for it: read from the lines that stand on invoices.</summary>
/// <param name="Country">ISO 3166 code, upper case.</param>
internal sealed partial record HeadOffice(string? Line1, string? Line2, string? City, string? State, string? PostalCode, string Country)
{
    /// <summary>The address in these lines, the last of which names the country; null where it does not.</summary>
    public static HeadOffice? Read(IReadOnlyList<string> lines)
    {
        List<string> said = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (said.Count == 0 || Countries.CodeOf(said[^1]) is not { } country)
        {
            return null;
        }

        var place = said.Count > 2 ? Place().Match(said[^2]) : Match.Empty;
        return new HeadOffice(
            said.Count > 1 ? said[0] : null,
            said.Count > 3 ? string.Join(", ", said[1..^2]) : null,
            place.Success ? Part(place, "city") : said.Count > 2 ? said[^2] : null,
            Part(place, "state"),
            Part(place, "postal"),
            country);
    }

    private static string? Part(Match place, string name) => place.Groups[name] is { Success: true, Value: var value } ? value : null;

    /// <summary>"San Francisco, CA 94103", "10115 Berlin", "1011 AB Amsterdam", "Bristol BS1 4QA", "Cape Town 8001".</summary>
    [GeneratedRegex(@"^(?:(?<city>\D+?),?\s+(?<state>[A-Z]{2,3})\s+(?<postal>\d[\d-]{3,}|[A-Z]\d[A-Z] ?\d[A-Z]\d)|(?<postal>\d[\d -]{2,6}\d(?: [A-Z]{2})?)\s+(?<city>\D+)|(?<city>\D+?),?\s+(?<postal>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d[\d-]{3,}))$")]
    private static partial Regex Place();
}
