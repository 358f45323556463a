namespace PaymentPortal.Gateway.Snapshots;

/// <summary>One object of Stripe at one time, in the portal's own types.</summary>
/// <param name="Id">Stripe's id.</param>
internal abstract record StripeSnapshot(string Id)
{
    /// <summary>False where it only names something that it does not tell, and that is needed.</summary>
    public virtual bool IsComplete => true;

    /// <summary>The same, with what other snapshots of the object tell.</summary>
    public virtual StripeSnapshot CompletedBy(IEnumerable<StripeSnapshot> others) => this;
}
