#nullable disable

namespace Stripe;

public sealed class Balance : StripeEntity<Balance>, IHasObject
{
    public string Object { get; set; }
    public List<BalanceAmount> Available { get; set; }
    public List<BalanceAmount> ConnectReserved { get; set; }
    public BalanceIssuing Issuing { get; set; }
    public bool Livemode { get; set; }
    public List<BalanceAmount> Pending { get; set; }
}
