using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Invoices;

internal sealed class InvoiceMapping : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> invoice)
    {
        invoice.Property(i => i.Id).HasMaxLength(255);
        invoice.Property(i => i.CustomerId).HasMaxLength(255);
        invoice.Property(i => i.SubscriptionId).HasMaxLength(255);
        invoice.Property(i => i.Number).HasMaxLength(100);
        invoice.Property(i => i.Status).HasMaxLength(20);
        invoice.Property(i => i.BillingReason).HasMaxLength(50);
        invoice.HasIndex(i => new { i.OrganisationId, i.CreatedAt });
        invoice.HasIndex(i => new { i.CustomerId, i.CreatedAt });
        invoice.HasIndex(i => i.SubscriptionId);
    }
}

internal sealed class InvoiceDocumentFileMapping : IEntityTypeConfiguration<InvoiceDocumentFile>
{
    public void Configure(EntityTypeBuilder<InvoiceDocumentFile> file)
    {
        file.ToTable("InvoiceDocuments");
        file.HasKey(f => new { f.InvoiceId, f.Status });
        file.Property(f => f.InvoiceId).HasMaxLength(255);
        file.Property(f => f.Status).HasMaxLength(20);
        file.Property(f => f.Path).HasMaxLength(300);
        file.Property(f => f.Sha256).HasMaxLength(64);
    }
}
