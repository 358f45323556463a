#nullable disable

namespace Stripe;

public sealed class InvoiceScheduleDetailsPhaseEndDate : StringEnum
{
    private InvoiceScheduleDetailsPhaseEndDate(string value)
        : base(value)
    {
    }

    public static InvoiceScheduleDetailsPhaseEndDate Now { get; } = new("now");
}
