using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;

namespace PaymentPortal.Customers;

/// <summary>Who buys for an organisation.</summary>
/// <param name="Email">The address of the person who orders.</param>
/// <param name="CustomerId">The organisation's customer at Stripe, where it has one.</param>
/// <param name="CustomerEmail">Where that one's invoices go.</param>
internal sealed record Buyer(string Email, string? CustomerId, string? CustomerEmail);

/// <summary>Finds an organisation's customer at Stripe.</summary>
internal sealed class Buyers(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<Buyer> FindAsync(Guid userId, OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var email = await context.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleAsync(cancellationToken)
            ?? throw new InvalidOperationException($"User {userId} has no mail address.");
        var customer = await context.Customers.Where(c => c.OrganisationId == organisationId && !c.Deleted)
            .OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Select(c => new { c.Id, c.Email }).FirstOrDefaultAsync(cancellationToken);
        return new Buyer(email, customer?.Id, customer?.Email);
    }
}
