using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Inbox;

internal sealed class InboxMapping : IEntityTypeConfiguration<InboxEntry>
{
    public void Configure(EntityTypeBuilder<InboxEntry> entry)
    {
        entry.ToTable("InboxEntries");
        entry.Property(e => e.Id).HasMaxLength(255);
        entry.Property(e => e.Source).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.State).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Type).HasMaxLength(255);
        entry.Property(e => e.ObjectKind).HasMaxLength(100);
        entry.Property(e => e.ObjectId).HasMaxLength(255);
        entry.Property(e => e.ApiVersion).HasMaxLength(100);
        entry.HasIndex(e => new { e.State, e.DueAt });
        entry.HasIndex(e => new { e.ObjectId, e.SnapshotAt });
        entry.HasIndex(e => new { e.ReceivedAt, e.Id });
    }
}
