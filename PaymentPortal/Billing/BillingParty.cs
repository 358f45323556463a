using PaymentPortal.Checkout;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

/// <summary>What a customer says of himself for coming invoices. A form's fields, so that they can be changed.</summary>
public sealed class BillingParty
{
    private const int Longest = 200;

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Country { get; set; }

    public string? Line1 { get; set; }

    public string? City { get; set; }

    public string? PostalCode { get; set; }

    public string? State { get; set; }

    public string? TaxIdType { get; set; }

    public string? TaxId { get; set; }

    /// <summary>Whose details these are.</summary>
    internal string? CustomerId { get; private init; }

    internal static BillingParty Of(string customerId, CustomerParty party) => new()
    {
        CustomerId = customerId,
        Name = party.Details.Name,
        Email = party.Details.Email,
        Country = party.Details.Country,
        Line1 = party.Details.Line1,
        City = party.Details.City,
        PostalCode = party.Details.PostalCode,
        State = party.Details.State,
        TaxIdType = party.TaxIds.Count > 0 ? party.TaxIds[0].Type : "",
        TaxId = party.TaxIds.Count > 0 ? party.TaxIds[0].Value : "",
    };

    internal CustomerDetails Details => new(TypedText.Line(Name), TypedText.Line(Email), TypedText.Line(Country), TypedText.Line(Line1), TypedText.Line(City), TypedText.Line(PostalCode), TypedText.Line(State));

    /// <summary>Everything that is wrong, by field.</summary>
    internal IReadOnlyList<Refusal> Faults()
    {
        var faults = new List<Refusal>();
        var details = Details;
        if (details.Name.Length == 0)
        {
            faults.Add(new Refusal("name", "Enter the name that stands on the invoice.", nameof(Name)));
        }

        if (!TypedText.IsMailAddress(details.Email ?? ""))
        {
            faults.Add(new Refusal("email", "Enter the mail address to which invoices go, such as accounts@example.com.", nameof(Email)));
        }

        if (!Countries.IsKnown(details.Country))
        {
            faults.Add(new Refusal("country", "Choose the country of the billing address.", nameof(Country)));
        }

        (string Field, string? Value)[] lines = [(nameof(Name), details.Name), (nameof(Email), details.Email), (nameof(Line1), details.Line1), (nameof(City), details.City), (nameof(PostalCode), details.PostalCode), (nameof(State), details.State)];
        faults.AddRange(lines.Where(line => line.Value?.Length > Longest).Select(line => new Refusal("too_long", $"This is longer than {Longest} characters. Shorten it.", line.Field)));
        if (TypedText.Line(TaxId) is { Length: > 0 } taxId)
        {
            if (string.IsNullOrEmpty(TaxIdType))
            {
                faults.Add(new Refusal("tax_id", "Choose what kind of tax id this is.", nameof(TaxIdType)));
            }
            else if (TaxIds.FaultOf(TaxIdType, taxId, details.Country) is { } fault)
            {
                faults.Add(fault with { Field = nameof(TaxId) });
            }
            else if (TaxIdKinds.Read(TaxIdType, taxId) is null)
            {
                faults.Add(new Refusal("tax_id", $"This does not look like one. An example: {TaxIdKinds.All.FirstOrDefault(k => k.Type == TaxIdType)?.Example}.", nameof(TaxId)));
            }
        }

        return faults;
    }
}
