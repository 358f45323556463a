#nullable disable

namespace Stripe;

public sealed class PaymentMethodLinkOptions : NestedOptions;
