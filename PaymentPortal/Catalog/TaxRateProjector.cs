using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Catalog;

internal sealed class TaxRateProjector : IProjector
{
    public string ObjectKind => "tax_rate";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (TaxRateSnapshot)newest.Snapshot;
        var rate = await context.TaxRates.FindAsync([snapshot.Id], cancellationToken);
        if (rate is null)
        {
            context.TaxRates.Add(RateOf(snapshot));
            return;
        }

        Write(rate, snapshot);
    }

    public static TaxRate RateOf(TaxRateSnapshot snapshot)
    {
        var rate = new TaxRate { Id = snapshot.Id, DisplayName = snapshot.DisplayName, PercentageE4 = 0, CreatedAt = snapshot.CreatedAt };
        Write(rate, snapshot);
        return rate;
    }

    private static void Write(TaxRate rate, TaxRateSnapshot snapshot)
    {
        rate.DisplayName = snapshot.DisplayName;
        rate.Country = snapshot.Country;
        rate.PercentageE4 = (long)(snapshot.Percentage * 10_000m);
        rate.Inclusive = snapshot.Inclusive;
        rate.Active = snapshot.Active;
    }
}
