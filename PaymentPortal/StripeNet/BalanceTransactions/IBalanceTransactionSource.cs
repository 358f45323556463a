#nullable disable

namespace Stripe;

/// <summary>What moved the balance: a charge, a refund, a dispute.</summary>
public interface IBalanceTransactionSource : IHasId, IHasObject;
