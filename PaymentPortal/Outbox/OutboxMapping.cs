using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Outbox;

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Cause).HasMaxLength(200);
        message.Property(m => m.Effect).HasMaxLength(100);
        message.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
        message.HasIndex(m => new { m.Cause, m.Effect }).IsUnique();
        message.HasIndex(m => new { m.State, m.DueAt });
    }
}
