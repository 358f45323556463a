namespace PaymentPortal.Payments;

/// <summary>The payments that somebody has to confirm to his bank. Where nobody was there to do so, Stripe says that the payment failed, and why.</summary>
internal static class AskedPayments
{
    public static IQueryable<Payment> Of(PortalDbContext context) =>
        context.Payments.Where(p => p.Status == "requires_action" || (p.Status == "requires_payment_method" && p.FailureCode == "authentication_required"));
}
