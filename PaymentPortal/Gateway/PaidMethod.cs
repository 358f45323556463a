namespace PaymentPortal.Gateway;

/// <summary>A card or bank account as people know it: its type and brand (Stripe's words) and its last four digits.</summary>
internal sealed record PaidMethod(string? Type, string? Brand, string? Last4);
