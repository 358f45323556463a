using PaymentPortal.Gateway;
using PaymentPortal.Payments;

namespace PaymentPortal.Billing;

/// <summary>A bank account that cannot be used before its owner has confirmed it.</summary>
/// <param name="MethodId">The payment method that it becomes.</param>
/// <param name="Name">"Bank account ending in 6789".</param>
/// <param name="Page">Stripe's page, where he does so.</param>
public sealed record AccountToConfirm(string MethodId, string Name, Uri Page);

/// <summary>The bank accounts that cannot be used yet. Stripe alone holds them: a payment method is told of only when it is its customer's. Without Stripe the page says less.</summary>
internal sealed class AccountsToConfirm(BillingGateway gateway, StripePatience patience)
{
    public async Task<IReadOnlyList<AccountToConfirm>> OfCustomerAsync(string customerId, CancellationToken cancellationToken) =>
        await patience.RunAsync(waiting => gateway.GetUnconfirmedAsync(customerId, waiting), cancellationToken) is { IsDone: true } asked
            ? [.. asked.Value.Select(account => new AccountToConfirm(account.MethodId, MethodText.Of("us_bank_account", null, account.Last4)!, account.Page))]
            : [];
}
