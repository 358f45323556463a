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

internal sealed class InboxJobMapping : IEntityTypeConfiguration<InboxJob>
{
    public void Configure(EntityTypeBuilder<InboxJob> job)
    {
        job.HasKey(j => j.Name);
        job.Property(j => j.Name).HasMaxLength(50);
        job.Property(j => j.Cursor).HasMaxLength(255);
        job.Property(j => j.LastResult).HasMaxLength(InboxJob.LongestResult);
    }
}

internal sealed class InboxAlertMapping : IEntityTypeConfiguration<InboxAlert>
{
    public void Configure(EntityTypeBuilder<InboxAlert> alert)
    {
        alert.Property(a => a.Id).ValueGeneratedNever();
        alert.Property(a => a.Kind).HasConversion<string>().HasMaxLength(30);
        alert.Property(a => a.Text).HasMaxLength(1000);
        alert.Property(a => a.ObjectId).HasMaxLength(255);
        alert.HasIndex(a => a.At);
        alert.HasIndex(a => a.ObjectId);
    }
}

internal sealed class ReplayMapping : IEntityTypeConfiguration<Replay>
{
    public void Configure(EntityTypeBuilder<Replay> replay)
    {
        replay.Property(r => r.Id).ValueGeneratedNever();
        replay.Property(r => r.EntryId).HasMaxLength(255);
        replay.HasIndex(r => r.At);
    }
}
