using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Settings;

namespace PaymentPortal.Metrics;

/// <summary>Recomputes the day of a charge after Payments has written it. A charge never changes its day or currency.</summary>
internal sealed class RevenueProjector(RevenueRollup rollup, ReportingZone zone) : IProjector
{
    /// <inheritdoc/>
    public string ObjectKind => "charge";

    /// <inheritdoc/>
    public Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var charge = (ChargeSnapshot)newest.Snapshot;
        return rollup.RecomputeAsync(context, zone.DayOf(charge.CreatedAt), charge.Amount.Currency, cancellationToken);
    }
}
