using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Customers;

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.Property(c => c.Id).HasMaxLength(255);
        customer.Property(c => c.Name).HasMaxLength(500);
        customer.Property(c => c.Email).HasMaxLength(512);
        customer.Property(c => c.Country).HasMaxLength(2);
        customer.Property(c => c.DefaultPaymentMethodId).HasMaxLength(255);
        customer.HasIndex(c => c.OrganisationId);
        customer.HasIndex(c => new { c.CreatedAt, c.Id });
        customer.HasIndex(c => c.Email);
    }
}

internal sealed class TaxIdMapping : IEntityTypeConfiguration<TaxId>
{
    public void Configure(EntityTypeBuilder<TaxId> taxId)
    {
        taxId.Property(t => t.Id).HasMaxLength(255);
        taxId.Property(t => t.CustomerId).HasMaxLength(255);
        taxId.Property(t => t.Type).HasMaxLength(40);
        taxId.Property(t => t.Value).HasMaxLength(255);
        taxId.Property(t => t.Status).HasMaxLength(20);
        taxId.HasIndex(t => t.CustomerId);
    }
}
