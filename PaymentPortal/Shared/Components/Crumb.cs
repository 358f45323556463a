namespace PaymentPortal.Shared.Components;

/// <summary>A step above the page: where it leads and what it is called.</summary>
public sealed record Crumb(string Title, string Href);
