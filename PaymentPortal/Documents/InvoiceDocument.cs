using System.Text.Json;
using System.Text.Json.Serialization;
using PaymentPortal.Shared;

namespace PaymentPortal.Documents;

/// <summary>
/// Everything that an invoice prints, and nothing that it would have to look up: it is frozen as JSON when the invoice is finalised,
/// and the same JSON gives the same PDF.
/// </summary>
public sealed record InvoiceDocument
{
    /// <summary>The name of the line of <see cref="TakenOff"/>.</summary>
    public const string TakenOffText = "Taken off by credit notes";

    /// <summary>What the document is; an invoice unless it says otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DocumentKind Kind { get; init; }

    /// <summary>The number of the invoice that a credit note takes off from.</summary>
    public string? ForInvoice { get; init; }

    /// <summary>The document's number, unique for the seller.</summary>
    public required string Number { get; init; }

    public required InvoiceStatus Status { get; init; }

    public required InvoiceParty Seller { get; init; }

    public required InvoiceParty Buyer { get; init; }

    /// <summary>When the invoice was issued; also the creation date that the PDF names.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>How it was or will be paid, as printed: <c>Visa ending in 4242</c>.</summary>
    public string? PaymentMethod { get; init; }

    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    /// <summary>The sum of the lines before discounts.</summary>
    public required Money Subtotal { get; init; }

    public IReadOnlyList<InvoiceDiscount> Discounts { get; init; } = [];

    public IReadOnlyList<InvoiceTax> Taxes { get; init; } = [];

    public required Money Total { get; init; }

    /// <summary>What the customer's balance added (positive) or took off (negative), or null.</summary>
    public Money? AppliedBalance { get; init; }

    /// <summary>What was too little to be charged and goes on the customer's next invoice, or null.</summary>
    public Money? CarriedOver { get; init; }

    /// <summary>What credit notes had taken off what was to be paid when the document was made, or null.</summary>
    public Money? TakenOff { get; init; }

    public required Money AmountPaid { get; init; }

    public required Money AmountDue { get; init; }

    /// <summary>Sentences that the law or the seller asks for, such as the one about reverse charge.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public string? Footer { get; init; }

    public InvoiceBranding Branding { get; init; } = new();

    /// <summary>The culture of the numbers' separators: <c>en-US</c>, <c>de-DE</c>.</summary>
    public required string Culture { get; init; }

    /// <summary>The time zone in which instants become dates, by its IANA name: <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>It gave money to the customer's balance; nobody paid.</summary>
    [JsonIgnore]
    public bool IsCredited => Kind != DocumentKind.CreditNote && Status == InvoiceStatus.Paid && Total.MinorUnits < 0;

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not a frozen invoice.</exception>
    public static InvoiceDocument FromJson(string json) =>
        JsonSerializer.Deserialize<InvoiceDocument>(json, InvoiceJson.Options) ?? throw new JsonException("The frozen invoice is empty.");

    /// <summary>The form in which an invoice is frozen; the same invoice always gives the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, InvoiceJson.Options);
}
