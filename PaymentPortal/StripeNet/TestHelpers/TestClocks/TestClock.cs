#nullable disable

namespace Stripe.TestHelpers;

public sealed class TestClock : StripeEntity<TestClock>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public DateTime Created { get; set; }
    public bool? Deleted { get; set; }
    public DateTime DeletesAfter { get; set; }
    public DateTime FrozenTime { get; set; }
    public bool Livemode { get; set; }
    public string Name { get; set; }
    public string Status { get; set; }
    public TestClockStatusDetails StatusDetails { get; set; }
}
