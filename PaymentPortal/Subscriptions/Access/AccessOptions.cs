namespace PaymentPortal.Subscriptions.Access;

/// <summary>How long what was bought can be used while its payment is late.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Billing";

    /// <summary>The days from the invoice that was not paid.</summary>
    public int GraceDays { get; set; } = 7;
}
