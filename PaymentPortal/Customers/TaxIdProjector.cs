using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Customers;

/// <summary>Keeps the tax ids that customers have now. The authority's answer comes when it comes, so that its day is the one since which Stripe says so.</summary>
internal sealed class TaxIdProjector : IProjector
{
    public string ObjectKind => "tax_id";

    public bool ReadsHistory => true;

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (TaxIdSnapshot)newest.Snapshot;
        var taxId = await context.TaxIds.FindAsync([snapshot.Id], cancellationToken);
        if (newest.Deleted || snapshot.CustomerId is null)
        {
            if (taxId is not null)
            {
                context.TaxIds.Remove(taxId);
            }

            return;
        }

        var since = newest.History.Reverse().TakeWhile(known => ((TaxIdSnapshot)known.Snapshot).Status == snapshot.Status).Select(known => known.At).DefaultIfEmpty(newest.At).Last();
        if (taxId is null)
        {
            context.TaxIds.Add(taxId = new TaxId
            {
                Id = snapshot.Id,
                CustomerId = snapshot.CustomerId,
                Type = snapshot.Type,
                Value = snapshot.Value,
                Status = snapshot.Status,
                StatusSince = since,
                CreatedAt = snapshot.CreatedAt,
            });
        }

        taxId.CustomerId = snapshot.CustomerId;
        taxId.Type = snapshot.Type;
        taxId.Value = snapshot.Value;
        taxId.Status = snapshot.Status;
        taxId.StatusSince = since;
        taxId.VerifiedName = snapshot.VerifiedName;
        taxId.VerifiedAddress = snapshot.VerifiedAddress;
    }
}
