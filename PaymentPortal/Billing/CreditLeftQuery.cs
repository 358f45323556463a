using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

/// <summary>What an organisation has in credit at Stripe; zero where it owes or has nothing.</summary>
public sealed record CreditLeft(Money Amount);

internal sealed class CreditLeftQuery(BillingAccounts accounts, CheckoutGateway gateway, StripePatience patience)
{
    public async Task<Outcome<CreditLeft>> OfUserAsync(Guid userId, Currency currency, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(userId, cancellationToken) is not { CustomerId: { } customerId })
        {
            return new CreditLeft(Money.Zero(currency));
        }

        var balance = await patience.RunAsync(waiting => gateway.GetBalanceAsync(customerId, currency, null, waiting), cancellationToken);
        return balance.IsDone ? new CreditLeft(balance.Value.MinorUnits < 0 ? -balance.Value : Money.Zero(currency)) : balance.Refusal;
    }
}
