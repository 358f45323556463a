#nullable disable

namespace Stripe;

public sealed class PriceTierUpTo : StringEnum
{
    private PriceTierUpTo(string value)
        : base(value)
    {
    }

    public static PriceTierUpTo Inf { get; } = new("inf");
}
