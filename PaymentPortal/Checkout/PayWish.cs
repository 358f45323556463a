namespace PaymentPortal.Checkout;

/// <summary>What the buyer presses Pay with.</summary>
/// <param name="Billing">Who buys, as it will stand on the invoice.</param>
/// <param name="ExpectedAmount">The total that the page showed.</param>
/// <param name="MethodId">The saved method that is to pay; null where another is typed in.</param>
/// <param name="Keep">What is typed in is to be saved for next time.</param>
internal sealed record PayWish(BillingDetails Billing, long ExpectedAmount, string? MethodId = null, bool Keep = false);
