using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentPortal.Accounts;

namespace PaymentPortal.Subscriptions.Usage;

/// <summary>Something that an organisation used. Rows are added and never changed.</summary>
public sealed class UsageRecord
{
    public required UsageRecordId Id { get; init; }

    public required OrganisationId OrganisationId { get; init; }

    /// <summary>The code of the meter in the catalogue.</summary>
    public required string Meter { get; init; }

    public required long Quantity { get; init; }

    /// <summary>The recorder's key, once for each organisation: a repetition counts nothing.</summary>
    public required string Key { get; init; }

    /// <summary>When it was used.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class UsageRecordMapping : IEntityTypeConfiguration<UsageRecord>
{
    public void Configure(EntityTypeBuilder<UsageRecord> record)
    {
        record.Property(r => r.Id).ValueGeneratedNever();
        record.Property(r => r.Meter).HasMaxLength(50);
        record.Property(r => r.Key).HasMaxLength(RecordUsage.LongestKey);
        record.HasIndex(r => new { r.OrganisationId, r.Key }).IsUnique();
        record.HasIndex(r => new { r.OrganisationId, r.Meter, r.At });
    }
}
