using System.Security.Cryptography;
using System.Text;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What the buyer says about himself, as it will stand on the invoice.</summary>
public sealed record BillingDetails
{
    private const int LongestName = 200;
    private const int LongestLine = 200;

    public string Name { get; init; } = "";

    public string Country { get; init; } = "";

    public string Line1 { get; init; } = "";

    public string City { get; init; } = "";

    public string PostalCode { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>The tax id of a business, as it was typed.</summary>
    public string TaxId { get; init; } = "";

    /// <summary>Reads what the page sent under the fields' names; missing fields are empty.</summary>
    public static BillingDetails Read(IReadOnlyDictionary<string, string?> fields) => new()
    {
        Name = Clean(fields, "name"),
        Country = Clean(fields, "country").ToUpperInvariant(),
        Line1 = Clean(fields, "line1"),
        City = Clean(fields, "city"),
        PostalCode = Clean(fields, "postal_code"),
        State = Clean(fields, "state").ToUpperInvariant(),
        TaxId = Clean(fields, "tax_id"),
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

        return TaxIds.Read(Country, TaxId) is { Refusal: { } refusal } ? refusal : null;
    }

    /// <summary>The same for the same order, whoever computes it.</summary>
    internal string Fingerprint(Order order)
    {
        IEnumerable<OrderLine> lines = order.Plan is null ? order.Once : [order.Plan, .. order.Once];
        string[] said =
        [
            .. lines.Select(l => $"{l.PriceId} {l.Quantity}"), .. order.Metered, $"{order.Tax.Automatic}", .. order.Tax.RateIds, order.Code?.PromotionCodeId ?? "", $"{order.Trial?.Days}",
            Name, Country, Line1, City, PostalCode, State, TaxId,
        ];
        var text = string.Join('\u001f', said);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Clean(IReadOnlyDictionary<string, string?> fields, string name) => TypedText.Line(fields.GetValueOrDefault(name));
}
