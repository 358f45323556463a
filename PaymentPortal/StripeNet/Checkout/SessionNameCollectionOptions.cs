#nullable disable

namespace Stripe.Checkout;

public sealed class SessionNameCollectionBusinessOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public bool? Optional { get; set; }
}

public sealed class SessionNameCollectionIndividualOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public bool? Optional { get; set; }
}

public sealed class SessionNameCollectionOptions : NestedOptions
{
    public SessionNameCollectionBusinessOptions Business { get; set; }
    public SessionNameCollectionIndividualOptions Individual { get; set; }
}
