#nullable disable

namespace Stripe;

public sealed class InvoiceSubscriptionDetailsTrialEnd : StringEnum
{
    private InvoiceSubscriptionDetailsTrialEnd(string value)
        : base(value)
    {
    }

    public static InvoiceSubscriptionDetailsTrialEnd Now { get; } = new("now");
}
