#nullable disable

namespace Stripe.Checkout;

public sealed class SessionNameCollection : StripeEntity<SessionNameCollection>
{
    public SessionNameCollectionBusiness Business { get; set; }
    public SessionNameCollectionIndividual Individual { get; set; }
}

public sealed class SessionNameCollectionBusiness : StripeEntity<SessionNameCollectionBusiness>
{
    public bool Enabled { get; set; }
    public bool Optional { get; set; }
}

public sealed class SessionNameCollectionIndividual : StripeEntity<SessionNameCollectionIndividual>
{
    public bool Enabled { get; set; }
    public bool Optional { get; set; }
}
