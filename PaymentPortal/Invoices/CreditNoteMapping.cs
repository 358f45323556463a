using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Invoices;

internal sealed class CreditNoteMapping : IEntityTypeConfiguration<CreditNote>
{
    public void Configure(EntityTypeBuilder<CreditNote> note)
    {
        note.Property(n => n.Id).HasMaxLength(255);
        note.Property(n => n.InvoiceId).HasMaxLength(255);
        note.Property(n => n.Number).HasMaxLength(100);
        note.Property(n => n.Status).HasMaxLength(20);
        note.Property(n => n.Reason).HasMaxLength(50);
        note.HasIndex(n => n.InvoiceId);
    }
}
