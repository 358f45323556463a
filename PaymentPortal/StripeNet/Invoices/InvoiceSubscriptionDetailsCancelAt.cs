#nullable disable

namespace Stripe;

public sealed class InvoiceSubscriptionDetailsCancelAt : StringEnum
{
    private InvoiceSubscriptionDetailsCancelAt(string value)
        : base(value)
    {
    }

    public static InvoiceSubscriptionDetailsCancelAt MaxBilledUntil { get; } = new("max_billed_until");

    public static InvoiceSubscriptionDetailsCancelAt MaxPeriodEnd { get; } = new("max_period_end");

    public static InvoiceSubscriptionDetailsCancelAt MinPeriodEnd { get; } = new("min_period_end");
}
