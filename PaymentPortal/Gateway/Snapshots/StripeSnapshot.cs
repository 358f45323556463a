namespace PaymentPortal.Gateway.Snapshots;

/// <summary>One object of Stripe at one time, in the portal's own types.</summary>
/// <param name="Id">Stripe's id.</param>
internal abstract record StripeSnapshot(string Id);
