using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Checkout.Risk;

internal sealed class PaymentAttemptMapping : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> attempt)
    {
        attempt.Property(a => a.Id).ValueGeneratedNever();
        attempt.Property(a => a.InvoiceId).HasMaxLength(255);
        attempt.Property(a => a.Address).HasMaxLength(64);
        attempt.Property(a => a.BillingCountry).HasMaxLength(2);
        attempt.Property(a => a.Decision).HasConversion<string>().HasMaxLength(20);
        attempt.Property(a => a.PaymentId).HasMaxLength(255);
        attempt.Property(a => a.ChargeId).HasMaxLength(255);
        attempt.Property(a => a.Outcome).HasMaxLength(50);
        attempt.Property(a => a.DeclineCode).HasMaxLength(100);
        attempt.Property(a => a.RiskLevel).HasMaxLength(50);
        attempt.Property(a => a.CardFingerprint).HasMaxLength(100);
        attempt.Property(a => a.CardCountry).HasMaxLength(2);
        attempt.HasIndex(a => new { a.Address, a.At });
        attempt.HasIndex(a => new { a.UserId, a.At });
        attempt.HasIndex(a => new { a.OrganisationId, a.At });
        attempt.HasIndex(a => a.PaymentId);
    }
}

internal sealed class HeldPurchaseMapping : IEntityTypeConfiguration<HeldPurchase>
{
    public void Configure(EntityTypeBuilder<HeldPurchase> held)
    {
        held.Property(h => h.Id).ValueGeneratedNever();
        held.Property(h => h.Lines).HasMaxLength(4000);
        held.Property(h => h.BillingCountry).HasMaxLength(2);
        held.Property(h => h.State).HasConversion<string>().HasMaxLength(20);
        held.Property(h => h.Refusal).HasMaxLength(HeldPurchase.LongestReason);
        held.HasIndex(h => h.PurchaseId).IsUnique().HasFilter("\"State\" = 'Waiting'").HasDatabaseName("IX_HeldPurchases_OneWaiting");
        held.HasIndex(h => new { h.PurchaseId, h.At });
        held.HasIndex(h => new { h.State, h.At });
    }
}

internal sealed class HoldDecisionMapping : IEntityTypeConfiguration<HoldDecision>
{
    public void Configure(EntityTypeBuilder<HoldDecision> decision)
    {
        decision.Property(d => d.Id).ValueGeneratedNever();
        decision.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
        decision.Property(d => d.Reason).HasMaxLength(HeldPurchase.LongestReason);
        decision.HasIndex(d => d.HoldId);
    }
}
