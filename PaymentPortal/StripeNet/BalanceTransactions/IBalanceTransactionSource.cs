#nullable disable

namespace Stripe;

/// <summary>What moved the balance: a charge, a refund, a dispute, a payout.</summary>
public interface IBalanceTransactionSource : IHasId, IHasObject;
