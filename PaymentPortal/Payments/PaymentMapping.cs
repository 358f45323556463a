using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Payments;

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.Property(p => p.Id).HasMaxLength(255);
        payment.Property(p => p.CustomerId).HasMaxLength(255);
        payment.Property(p => p.Status).HasMaxLength(40);
        payment.Property(p => p.FailureCode).HasMaxLength(100);
        payment.HasIndex(p => new { p.CreatedAt, p.Id });
        payment.HasIndex(p => p.CustomerId);
    }
}

internal sealed class ChargeMapping : IEntityTypeConfiguration<Charge>
{
    public void Configure(EntityTypeBuilder<Charge> charge)
    {
        charge.Property(c => c.Id).HasMaxLength(255);
        charge.Property(c => c.PaymentId).HasMaxLength(255);
        charge.Property(c => c.CustomerId).HasMaxLength(255);
        charge.Property(c => c.Status).HasMaxLength(20);
        charge.Property(c => c.FailureCode).HasMaxLength(100);
        charge.Property(c => c.CardBrand).HasMaxLength(30);
        charge.Property(c => c.CardLast4).HasMaxLength(4);
        charge.HasIndex(c => c.PaymentId);
        charge.HasIndex(c => c.CreatedAt);
    }
}

internal sealed class InvoicePaymentMapping : IEntityTypeConfiguration<InvoicePayment>
{
    public void Configure(EntityTypeBuilder<InvoicePayment> link)
    {
        link.Property(l => l.Id).HasMaxLength(255);
        link.Property(l => l.InvoiceId).HasMaxLength(255);
        link.Property(l => l.PaymentId).HasMaxLength(255);
        link.Property(l => l.Status).HasMaxLength(20);
        link.HasIndex(l => l.PaymentId);
        link.HasIndex(l => l.InvoiceId);
    }
}
