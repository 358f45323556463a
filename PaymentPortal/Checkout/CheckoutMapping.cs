using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Checkout;

internal sealed class PurchaseMapping : IEntityTypeConfiguration<Purchase>
{
    public void Configure(EntityTypeBuilder<Purchase> purchase)
    {
        purchase.Property(c => c.LookupKey).HasMaxLength(200);
        purchase.Property(c => c.State).HasConversion<string>().HasMaxLength(20);
        purchase.Property(c => c.OrderFingerprint).HasMaxLength(64);
        purchase.Property(c => c.CustomerId).HasMaxLength(255);
        purchase.Property(c => c.SubscriptionId).HasMaxLength(255);
        purchase.Property(c => c.InvoiceId).HasMaxLength(255);
        purchase.Property(c => c.PaymentId).HasMaxLength(255);
        purchase.Property(c => c.PromotionCode).HasMaxLength(100);
        purchase.Property(c => c.PromotionCodeId).HasMaxLength(255);
        purchase.Property(c => c.CouponId).HasMaxLength(255);
        purchase.HasMany(c => c.Lines).WithOne().HasForeignKey(l => l.PurchaseId);
        purchase.Property(c => c.Version).IsConcurrencyToken();
        purchase.HasIndex(c => new { c.OrganisationId, c.LookupKey }).IsUnique().HasFilter("\"State\" = 'Open'").HasDatabaseName("IX_Purchases_OneOpen");
        purchase.HasIndex(c => c.SubscriptionId);
        purchase.HasIndex(c => c.InvoiceId);
    }
}

internal sealed class PurchaseLineMapping : IEntityTypeConfiguration<PurchaseLine>
{
    public void Configure(EntityTypeBuilder<PurchaseLine> line)
    {
        line.HasKey(l => new { l.PurchaseId, l.LookupKey });
        line.Property(l => l.LookupKey).HasMaxLength(200);
    }
}

internal sealed class FunnelEventMapping : IEntityTypeConfiguration<FunnelEvent>
{
    public void Configure(EntityTypeBuilder<FunnelEvent> step)
    {
        step.ToTable("FunnelEvents");
        step.Property(e => e.Id).ValueGeneratedNever();
        step.Property(e => e.Step).HasConversion<string>().HasMaxLength(30);
        step.HasIndex(e => new { e.At, e.Step });
        step.HasIndex(e => e.PurchaseId);
    }
}
