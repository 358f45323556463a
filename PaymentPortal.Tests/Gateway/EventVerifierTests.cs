using System.Text;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Tests.Inbox;

namespace PaymentPortal.Tests.Gateway;

public sealed class EventVerifierTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1"}""");

    [Theory]
    [InlineData("whsec_old", 0, true)]
    [InlineData("whsec_new", 0, true)]
    [InlineData("whsec_other", 0, false)]
    [InlineData("", 0, false)]
    [InlineData("whsec_new", 290, true)]
    [InlineData("whsec_new", -290, true)]
    [InlineData("whsec_new", 310, false)]
    [InlineData("whsec_new", -310, false)]
    public void While_a_secret_is_replaced_the_old_and_the_new_one_fit_for_five_minutes_either_way(string secret, int age, bool fits)
    {
        var verifier = new EventVerifier(Options.Create(new StripeOptions { WebhookSecrets = ["whsec_old", " ", "", "whsec_new"] }), TimeProvider.System);
        Assert.Equal(fits, verifier.IsGenuine(Body, StripePost.Sign(Body, secret, age)));
        Assert.False(verifier.IsGenuine(Encoding.UTF8.GetBytes("{}"), StripePost.Sign(Body, secret, age)));
        Assert.False(verifier.IsGenuine(Body, null));
        Assert.False(verifier.IsGenuine(Body, "t=,v1="));
    }
}
