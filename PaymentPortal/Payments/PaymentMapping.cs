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

internal sealed class PaymentMethodMapping : IEntityTypeConfiguration<PaymentMethod>
{
    public void Configure(EntityTypeBuilder<PaymentMethod> method)
    {
        method.Property(m => m.Id).HasMaxLength(255);
        method.Property(m => m.CustomerId).HasMaxLength(255);
        method.Property(m => m.Type).HasMaxLength(40);
        method.Property(m => m.Brand).HasMaxLength(30);
        method.Property(m => m.Last4).HasMaxLength(4);
        method.Ignore(m => m.ExpiresOn);
        method.HasIndex(m => m.CustomerId);
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
        charge.Property(c => c.MethodType).HasMaxLength(40);
        charge.Property(c => c.AccountLast4).HasMaxLength(4);
        charge.Property(c => c.CardBrand).HasMaxLength(30);
        charge.Property(c => c.CardLast4).HasMaxLength(4);
        charge.Property(c => c.CardFingerprint).HasMaxLength(100);
        charge.Property(c => c.CardCountry).HasMaxLength(2);
        charge.Property(c => c.RiskLevel).HasMaxLength(50);
        charge.HasIndex(c => c.PaymentId);
        charge.HasIndex(c => c.CreatedAt);
        charge.HasIndex(c => c.CardFingerprint);
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
