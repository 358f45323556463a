#nullable disable

namespace Stripe;

public sealed class BalanceGetOptions : BaseOptions;
