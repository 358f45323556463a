using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PaymentPortal.Accounts.Organisations;

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Email).HasMaxLength(254);
        invitation.Property(i => i.Role).HasConversion<string>().HasMaxLength(20);
        invitation.Property(i => i.State).HasConversion<string>().HasMaxLength(20);
        invitation.Property(i => i.CodeHash).HasMaxLength(64);
        invitation.HasOne<Organisation>().WithMany().HasForeignKey(i => i.OrganisationId);
        invitation.HasIndex(i => i.CodeHash).IsUnique();
        invitation.HasIndex(i => new { i.OrganisationId, i.Email }).IsUnique().HasFilter("\"State\" = 'Pending'").HasDatabaseName("IX_Invitations_OnePending");
        invitation.HasIndex(i => i.Email);
    }
}
