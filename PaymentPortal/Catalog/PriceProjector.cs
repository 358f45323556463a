using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Catalog;

internal sealed class PriceProjector(PriceKeys keys) : IProjector
{
    public string ObjectKind => "price";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (PriceSnapshot)newest.Snapshot;
        var price = await context.Prices.FindAsync([snapshot.Id], cancellationToken);
        if (price is null)
        {
            context.Prices.Add(price = new Price { Id = snapshot.Id, ProductId = snapshot.ProductId, UnitAmount = snapshot.UnitAmount });
        }

        price.ProductId = snapshot.ProductId;
        price.LookupKey = keys.KeyOf(snapshot.Id, snapshot.LookupKey);
        price.UnitAmount = snapshot.UnitAmount;
        price.Interval = snapshot.Interval is null ? null : Intervals.Parse(snapshot.Interval);
        price.IntervalCount = snapshot.IntervalCount;
        price.TaxInclusive = snapshot.TaxInclusive;
        price.Active = snapshot.Active && !newest.Deleted;
    }
}
