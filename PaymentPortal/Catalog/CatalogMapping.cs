using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Catalog;

internal sealed class PriceMapping : IEntityTypeConfiguration<Price>
{
    public void Configure(EntityTypeBuilder<Price> price)
    {
        price.Property(p => p.Id).HasMaxLength(255);
        price.Property(p => p.ProductId).HasMaxLength(255);
        price.Property(p => p.LookupKey).HasMaxLength(200);
        price.Property(p => p.Interval).HasConversion<string>().HasMaxLength(10);
        price.HasIndex(p => p.LookupKey);
    }
}

internal sealed class TaxRateMapping : IEntityTypeConfiguration<TaxRate>
{
    public void Configure(EntityTypeBuilder<TaxRate> rate)
    {
        rate.Property(r => r.Id).HasMaxLength(255);
        rate.Property(r => r.DisplayName).HasMaxLength(100);
        rate.Property(r => r.Country).HasMaxLength(2);
        rate.HasIndex(r => r.Country);
    }
}
