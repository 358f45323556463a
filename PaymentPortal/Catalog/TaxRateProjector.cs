using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Catalog;

internal sealed class TaxRateProjector : IProjector
{
    public string ObjectKind => "tax_rate";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (TaxRateSnapshot)newest.Snapshot;
        var percentage = (long)(snapshot.Percentage * 10_000m);
        var rate = await context.TaxRates.FindAsync([snapshot.Id], cancellationToken);
        if (rate is null)
        {
            context.TaxRates.Add(rate = new TaxRate { Id = snapshot.Id, DisplayName = snapshot.DisplayName, PercentageE4 = percentage, CreatedAt = snapshot.CreatedAt });
        }

        rate.DisplayName = snapshot.DisplayName;
        rate.Country = snapshot.Country;
        rate.PercentageE4 = percentage;
        rate.Inclusive = snapshot.Inclusive;
        rate.Active = snapshot.Active;
    }
}
