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
        subscription.Property(s => s.Feedback).HasMaxLength(50);
        subscription.Property(s => s.EndReason).HasMaxLength(50);
        subscription.Property(s => s.ScheduleId).HasMaxLength(255);
        subscription.Property(s => s.PendingPriceId).HasMaxLength(255);
        subscription.Property(s => s.DefaultPaymentMethodId).HasMaxLength(255);
        subscription.Ignore(s => s.PlanItem);
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

internal sealed class SubscriptionScheduleMapping : IEntityTypeConfiguration<SubscriptionSchedule>
{
    public void Configure(EntityTypeBuilder<SubscriptionSchedule> schedule)
    {
        schedule.Property(s => s.Id).HasMaxLength(255);
        schedule.Property(s => s.SubscriptionId).HasMaxLength(255);
        schedule.Property(s => s.Status).HasMaxLength(20);
        schedule.Property(s => s.PriceId).HasMaxLength(255);
    }
}

internal sealed class SubscriptionRequestMapping : IEntityTypeConfiguration<SubscriptionRequest>
{
    public void Configure(EntityTypeBuilder<SubscriptionRequest> request)
    {
        request.Property(r => r.SubscriptionId).HasMaxLength(255);
        request.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.Fingerprint).HasMaxLength(500);
        request.HasIndex(r => r.OrganisationId).IsUnique().HasFilter("\"State\" = 'Open'").HasDatabaseName("IX_SubscriptionRequests_OneOpen");
        request.HasIndex(r => new { r.OrganisationId, r.CreatedAt });
    }
}
