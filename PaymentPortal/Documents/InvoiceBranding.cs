namespace PaymentPortal.Documents;

/// <summary>The seller's look.</summary>
/// <param name="AccentColor">A colour as <c>#rrggbb</c>, or null for plain ink.</param>
/// <param name="LogoText">The name that stands at the top, set in type, or null for the seller's name.</param>
public sealed record InvoiceBranding(string? AccentColor = null, string? LogoText = null);
