using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Credits;

internal sealed class CreditMapping : IEntityTypeConfiguration<CreditEntry>
{
    public const int LongestCause = 300;
    public const int LongestReason = 500;

    public void Configure(EntityTypeBuilder<CreditEntry> entry)
    {
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(10);
        entry.Property(e => e.Lot).HasMaxLength(LongestCause);
        entry.Property(e => e.Cause).HasMaxLength(LongestCause);
        entry.Property(e => e.Reason).HasMaxLength(LongestReason);
        entry.Property(e => e.InvoiceId).HasMaxLength(255);
        entry.HasIndex(e => new { e.Lot, e.Cause }).IsUnique();
        entry.HasIndex(e => new { e.OrganisationId, e.At });
        entry.HasIndex(e => new { e.Kind, e.ExpiresAt });
        entry.HasIndex(e => e.InvoiceId);
    }
}
