#nullable disable

namespace Stripe;

public sealed class TestHelpersService(IStripeClient client) : Service(client)
{
    public TestHelpers.TestClockService TestClocks => field ??= new(Client);
}
