using System.Security.Cryptography;
using System.Text;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What the buyer says about himself, as it will stand on the invoice.</summary>
internal sealed record BillingDetails
{
    private const int LongestName = 200;
    private const int LongestLine = 200;

    public string Name { get; init; } = "";

    public string Country { get; init; } = "";

    public string Line1 { get; init; } = "";

    public string City { get; init; } = "";

    public string PostalCode { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>Reads what the page sent under the fields' names; missing fields are empty, control characters are dropped.</summary>
    public static BillingDetails Read(IReadOnlyDictionary<string, string?> fields) => new()
    {
        Name = Clean(fields, "name"),
        Country = Clean(fields, "country").ToUpperInvariant(),
        Line1 = Clean(fields, "line1"),
        City = Clean(fields, "city"),
        PostalCode = Clean(fields, "postal_code"),
        State = Clean(fields, "state"),
    };

    /// <summary>The first thing that is wrong, named by the page's field.</summary>
    public Refusal? Fault()
    {
        if (Name.Length == 0)
        {
            return new Refusal("name", "Enter the name that stands on the invoice.", "name");
        }

        if (Name.Length > LongestName)
        {
            return new Refusal("name", $"This name is longer than {LongestName} characters. Shorten it.", "name");
        }

        if (!Countries.IsKnown(Country))
        {
            return new Refusal("country", "Choose the country of the billing address.", "country");
        }

        (string Field, string Value)[] lines = [("line1", Line1), ("city", City), ("postal_code", PostalCode), ("state", State)];
        foreach (var (field, value) in lines)
        {
            if (value.Length > LongestLine)
            {
                return new Refusal(field, $"This is longer than {LongestLine} characters. Shorten it.", field);
            }
        }

        return null;
    }

    /// <summary>The same for the same order, whoever computes it.</summary>
    public string Fingerprint(string priceId, IEnumerable<string> taxRateIds)
    {
        var text = string.Join('\u001f', [priceId, .. taxRateIds, Name, Country, Line1, City, PostalCode, State]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Clean(IReadOnlyDictionary<string, string?> fields, string name) =>
        new string([.. (fields.GetValueOrDefault(name) ?? "").Where(c => !char.IsControl(c))]).Trim();
}
