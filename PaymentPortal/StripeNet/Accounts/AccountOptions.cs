#nullable disable

namespace Stripe;

public sealed class AccountGetOptions : BaseOptions;
