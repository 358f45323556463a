#nullable disable

namespace Stripe;

public sealed class InvoiceScheduleDetailsPhaseStartDate : StringEnum
{
    private InvoiceScheduleDetailsPhaseStartDate(string value)
        : base(value)
    {
    }

    public static InvoiceScheduleDetailsPhaseStartDate Now { get; } = new("now");
}
