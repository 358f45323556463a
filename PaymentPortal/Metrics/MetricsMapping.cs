using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Metrics;

internal sealed class DailyRevenueMapping : IEntityTypeConfiguration<DailyRevenue>
{
    public void Configure(EntityTypeBuilder<DailyRevenue> day)
    {
        day.ToTable("DailyRevenue");
        day.HasKey(d => new { d.Day, d.Currency });
        day.Property(d => d.Currency).HasMaxLength(3);
    }
}
