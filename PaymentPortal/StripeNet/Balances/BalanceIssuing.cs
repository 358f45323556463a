#nullable disable

namespace Stripe;

public sealed class BalanceIssuing : StripeEntity<BalanceIssuing>
{
    public List<BalanceAmount> Available { get; set; }
}
