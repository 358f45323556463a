using System.Linq.Expressions;

namespace PaymentPortal.Payments;

/// <summary>Sorts payments into their states, in the database and for the badge.</summary>
internal static class PaymentStates
{
    /// <summary>The payments of a state.</summary>
    public static IQueryable<Payment> In(this IQueryable<Payment> payments, PaymentState state, PortalDbContext context) => state switch
    {
        PaymentState.Succeeded => payments.Where(p => p.Status == "succeeded" && !context.Charges.Any(c => c.PaymentId == p.Id && c.AmountRefunded.MinorUnits > 0)),
        PaymentState.Refunded => payments.Where(p => p.Status == "succeeded" && context.Charges.Any(c => c.PaymentId == p.Id && c.AmountRefunded.MinorUnits > 0)),
        PaymentState.Failed => payments.Where(HasFailed),
        PaymentState.Cancelled => payments.Where(p => p.Status == "canceled" && p.FailureCode == null),
        PaymentState.Waiting => payments.Where(p => p.Status != "succeeded" && p.Status != "canceled" && (p.Status != "requires_payment_method" || p.FailureCode == null)),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state of a payment."),
    };

    /// <summary>The word of a payment's state that a badge shows.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="refunded">What was given back, in minor units.</param>
    public static string Word(Payment payment, long refunded) => payment switch
    {
        { Status: "succeeded" } when refunded >= payment.Amount.MinorUnits && refunded > 0 => "refunded",
        { Status: "succeeded" } when refunded > 0 => "partially_refunded",
        { Status: "requires_payment_method" or "canceled", FailureCode: not null } => "failed",
        { Status: "requires_payment_method" } => "incomplete",
        _ => payment.Status,
    };

    private static readonly Expression<Func<Payment, bool>> HasFailed =
        p => (p.Status == "requires_payment_method" || p.Status == "canceled") && p.FailureCode != null;
}
