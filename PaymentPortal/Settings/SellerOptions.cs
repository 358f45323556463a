namespace PaymentPortal.Settings;

/// <summary>Who sells: what invoices and mails say of it.</summary>
internal sealed class SellerOptions
{
    public const string Section = "Seller";

    public string Name { get; set; } = "";

    public string? Email { get; set; }

    public string[] Address { get; set; } = [];

    public string[] TaxIds { get; set; } = [];

    /// <summary>A colour as <c>#rrggbb</c>.</summary>
    public string? Accent { get; set; }

    public string? Footer { get; set; }

    /// <summary>The culture of numbers on invoices.</summary>
    public string Culture { get; set; } = "en-US";
}
