using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Payments;

internal sealed class ChargeProjector : IProjector
{
    public string ObjectKind => "charge";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (ChargeSnapshot)newest.Snapshot;
        var charge = await context.Charges.FindAsync([snapshot.Id], cancellationToken);
        if (charge is null)
        {
            context.Charges.Add(charge = new Charge
            {
                Id = snapshot.Id,
                Amount = snapshot.Amount,
                AmountRefunded = snapshot.AmountRefunded,
                Status = snapshot.Status,
                CreatedAt = snapshot.CreatedAt,
            });
        }

        charge.PaymentId = snapshot.PaymentId;
        charge.CustomerId = snapshot.CustomerId;
        charge.Amount = snapshot.Amount;
        charge.AmountRefunded = snapshot.AmountRefunded;
        charge.Status = snapshot.Status;
        charge.FailureCode = snapshot.FailureCode;
        charge.MethodType = snapshot.MethodType;
        charge.AccountLast4 = snapshot.AccountLast4;
        charge.CardBrand = snapshot.CardBrand;
        charge.CardLast4 = snapshot.CardLast4;
        charge.CardFingerprint = snapshot.CardFingerprint;
        charge.CardCountry = snapshot.CardCountry;
        charge.RiskLevel = snapshot.RiskLevel;
        charge.BillingAddressIsWrong = snapshot.BillingAddressIsWrong;
    }
}
