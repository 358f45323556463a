#nullable disable

namespace Stripe;

public sealed class InvoiceScheduleDetailsPhaseTrialEnd : StringEnum
{
    private InvoiceScheduleDetailsPhaseTrialEnd(string value)
        : base(value)
    {
    }

    public static InvoiceScheduleDetailsPhaseTrialEnd Now { get; } = new("now");
}
