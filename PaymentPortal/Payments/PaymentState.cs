namespace PaymentPortal.Payments;

/// <summary>What a payment has come to, for people: every payment is in exactly one of these.</summary>
public enum PaymentState
{
    /// <summary>Paid, and nothing was given back.</summary>
    Succeeded,

    /// <summary>Paid, and given back wholly or in part.</summary>
    Refunded,

    /// <summary>The latest attempt failed, and nothing is under way.</summary>
    Failed,

    /// <summary>Waits for the customer, the bank or us.</summary>
    Waiting,

    /// <summary>Given up without an attempt that failed.</summary>
    Cancelled,
}
