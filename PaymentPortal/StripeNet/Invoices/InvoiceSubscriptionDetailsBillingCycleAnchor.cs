#nullable disable

namespace Stripe;

public sealed class InvoiceSubscriptionDetailsBillingCycleAnchor : StringEnum
{
    private InvoiceSubscriptionDetailsBillingCycleAnchor(string value)
        : base(value)
    {
    }

    public static InvoiceSubscriptionDetailsBillingCycleAnchor Now { get; } = new("now");

    public static InvoiceSubscriptionDetailsBillingCycleAnchor Unchanged { get; } = new("unchanged");
}
