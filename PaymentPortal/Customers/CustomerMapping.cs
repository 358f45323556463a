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
        customer.HasIndex(c => c.OrganisationId);
        customer.HasIndex(c => new { c.CreatedAt, c.Id });
        customer.HasIndex(c => c.Email);
    }
}
