namespace PaymentPortal.Subscriptions;

/// <summary>
/// Stripe lets a subscription run as soon as its first debit is sent, and go on running when the bank refuses it. To the portal it has not begun while that invoice is open, nor once it is void or given up: nothing is granted for money that is not sure.
/// What was invoiced to be paid later is the seller's own choice and runs.
/// </summary>
internal static class FirstPayment
{
    /// <summary>The subscriptions whose first payment came, or was not asked for.</summary>
    public static IQueryable<Subscription> Begun(PortalDbContext context) =>
        context.Subscriptions.Where(s => !context.Invoices.Any(i => i.SubscriptionId == s.Id && i.BillingReason == "subscription_create" && (i.Status == "open" || i.Status == "void" || i.Status == "uncollectible") && !i.IsSent));
}
