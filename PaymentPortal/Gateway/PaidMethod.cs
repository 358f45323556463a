namespace PaymentPortal.Gateway;

/// <summary>A card as people know it: its brand (Stripe's word) and its last four digits.</summary>
internal sealed record PaidCard(string? Brand, string? Last4);
