using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Metrics;

internal sealed class SubscriptionStateMapping : IEntityTypeConfiguration<SubscriptionState>
{
    public void Configure(EntityTypeBuilder<SubscriptionState> state)
    {
        state.HasKey(s => new { s.SubscriptionId, s.At });
        state.Property(s => s.SubscriptionId).HasMaxLength(255);
        state.Property(s => s.CustomerId).HasMaxLength(255);
        state.Property(s => s.Status).HasMaxLength(30);
        state.HasIndex(s => s.CustomerId);
        state.HasIndex(s => s.Definition);
    }
}

internal sealed class ChargedTaxMapping : IEntityTypeConfiguration<ChargedTax>
{
    public void Configure(EntityTypeBuilder<ChargedTax> tax)
    {
        tax.HasKey(t => new { t.InvoiceId, t.PriceId });
        tax.Property(t => t.InvoiceId).HasMaxLength(255);
        tax.Property(t => t.PriceId).HasMaxLength(255);
        tax.Property(t => t.SubscriptionId).HasMaxLength(255);
        tax.Property(t => t.TaxRateIds).HasMaxLength(1000);
        tax.Ignore(t => t.Rates);
        tax.HasIndex(t => t.SubscriptionId);
        tax.HasIndex(t => t.RatesAreKnown);
    }
}

internal sealed class MovementMapping : IEntityTypeConfiguration<Movement>
{
    public void Configure(EntityTypeBuilder<Movement> movement)
    {
        movement.HasKey(m => new { m.CustomerId, m.Currency, m.At });
        movement.Property(m => m.CustomerId).HasMaxLength(255);
        movement.Property(m => m.Currency).HasMaxLength(3);
        movement.Property(m => m.Kind).HasConversion<string>().HasMaxLength(20);
        movement.HasIndex(m => new { m.Currency, m.At });
    }
}

internal sealed class DailyRevenueMapping : IEntityTypeConfiguration<DailyRevenue>
{
    public void Configure(EntityTypeBuilder<DailyRevenue> day)
    {
        day.ToTable("DailyRevenue");
        day.HasKey(d => new { d.Day, d.Currency });
        day.Property(d => d.Currency).HasMaxLength(3);
    }
}
