using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Subscriptions;

internal sealed class SubscriptionMapping : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> subscription)
    {
        subscription.Property(s => s.Id).HasMaxLength(255);
        subscription.Property(s => s.CustomerId).HasMaxLength(255);
        subscription.Property(s => s.Status).HasMaxLength(30);
        subscription.Property(s => s.LatestInvoiceId).HasMaxLength(255);
        subscription.HasMany(s => s.Items).WithOne().HasForeignKey(i => i.SubscriptionId);
        subscription.HasIndex(s => s.OrganisationId);
        subscription.HasIndex(s => s.CustomerId);
        subscription.HasIndex(s => s.Status);
    }
}

internal sealed class SubscriptionItemMapping : IEntityTypeConfiguration<SubscriptionItem>
{
    public void Configure(EntityTypeBuilder<SubscriptionItem> item)
    {
        item.Property(i => i.Id).HasMaxLength(255);
        item.Property(i => i.PriceId).HasMaxLength(255);
        item.Property(i => i.LookupKey).HasMaxLength(200);
        item.Property(i => i.Interval).HasConversion<string>().HasMaxLength(10);
    }
}
