namespace PaymentPortal.Checkout;

/// <summary>What the browser needs to show the payment element: the publishable key, and where its script comes from.</summary>
internal sealed record PaymentElement(string PublishableKey, string ScriptAddress);
