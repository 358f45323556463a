#nullable disable

namespace Stripe.TestHelpers;

public sealed class TestClockStatusDetails : StripeEntity<TestClockStatusDetails>
{
    public TestClockStatusDetailsAdvancing Advancing { get; set; }
}

public sealed class TestClockStatusDetailsAdvancing : StripeEntity<TestClockStatusDetailsAdvancing>
{
    public DateTime TargetFrozenTime { get; set; }
}
