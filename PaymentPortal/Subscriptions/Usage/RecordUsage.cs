using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions.Usage;

/// <summary>Notes that an organisation used something. The same key counts once, however often it is noted; a limit refuses nothing here, since what was used was used.</summary>
internal sealed class RecordUsage(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue, MeteredUse metered, ChangeSignal changes, TimeProvider time)
{
    public const string KeyUsed = "key_used";
    public const int LongestKey = 200;

    /// <summary>So late it may be noted, as with Stripe's meters.</summary>
    private static readonly TimeSpan Latest = MeterGateway.Latest;
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public async Task<Outcome> RunAsync(OrganisationId organisationId, string meter, long quantity, string key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (catalogue.Meters.All(m => m.Code != meter))
        {
            return new Refusal("meter_unknown", $"There is no meter '{meter}'.", nameof(meter));
        }

        if (quantity is < 1 or > 1_000_000_000_000)
        {
            return new Refusal("quantity_invalid", "The quantity must be between 1 and 1,000,000,000,000.", nameof(quantity));
        }

        if (key.Length is < 1 or > LongestKey)
        {
            return new Refusal("key_invalid", "The key must have between 1 and 200 characters.", nameof(key));
        }

        if (at > now + Ahead || at < now - Latest)
        {
            return new Refusal("time_invalid", "Usage can be noted up to 35 days late, and not ahead.", nameof(at));
        }

        var record = new UsageRecord { Id = TypedId.New<UsageRecordId>(time), OrganisationId = organisationId, Meter = meter, Quantity = quantity, Key = key, At = at, RecordedAt = now };
        if (await FindAsync(record, cancellationToken) is { } before)
        {
            return Repeated(before, record);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.UsageRecords.Add(record);
        try
        {
            await context.SaveChangesAsync(cancellationToken);

            // After the record is written, so that whoever learns of a plan at the same time sees one of the two.
            await metered.AskAsync(context, record, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else noted it meanwhile; anything else is a fault of ours.
            await transaction.RollbackAsync(cancellationToken);
            if (await FindAsync(record, cancellationToken) is not { } meanwhile)
            {
                throw;
            }

            return Repeated(meanwhile, record);
        }

        changes.Publish();
        return Outcome.Done;
    }

    private static Outcome Repeated(UsageRecord before, UsageRecord now) => before.Meter == now.Meter && before.Quantity == now.Quantity
        ? Outcome.Done
        : new Refusal(KeyUsed, "This key has already noted another usage.", "key");

    private async Task<UsageRecord?> FindAsync(UsageRecord like, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.UsageRecords.AsNoTracking().FirstOrDefaultAsync(r => r.OrganisationId == like.OrganisationId && r.Key == like.Key, cancellationToken);
    }
}
