#nullable disable

namespace Stripe.TestHelpers;

public sealed class TestClockAdvanceOptions : BaseOptions
{
    public DateTime? FrozenTime { get; set; }
}

public sealed class TestClockCreateOptions : BaseOptions
{
    public string Customer { get; set; }
    public DateTime? FrozenTime { get; set; }
    public string Name { get; set; }
}

public sealed class TestClockDeleteOptions : BaseOptions;

public sealed class TestClockGetOptions : BaseOptions;

public sealed class TestClockListOptions : ListOptions;
