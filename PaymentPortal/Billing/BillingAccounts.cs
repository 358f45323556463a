using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

/// <summary>The organisation that a person acts for, with its customer at Stripe.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="CustomerId">Its customer; null before the first purchase.</param>
/// <param name="Refusal">Why the person may not change how it pays; null for its owners and those with the billing role.</param>
internal sealed record BillingAccount(Organisation Organisation, string? CustomerId, Refusal? Refusal)
{
    public bool MayChange => Refusal is null;
}

/// <summary>Whose bills a person sees, and whether he may change how they are paid.</summary>
internal sealed class BillingAccounts(IDbContextFactory<PortalDbContext> contexts, OrganisationAccess organisations)
{
    public const string NothingBought = "no_customer";

    private static readonly Refusal NoOrganisation = new("not_a_member", "You do not belong to an organisation, so there is nothing to pay.");
    private static readonly Refusal NoCustomer = new(NothingBought, "There is nothing to pay, and nothing that a card could be saved for. Choose a plan first.");
    private static readonly Refusal UnknownInvoice = new("not_found", "This invoice does not exist.");

    public async Task<BillingAccount?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation)
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var customerId = await context.Customers.Where(c => c.OrganisationId == organisation.Id && !c.Deleted)
            .OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        return new BillingAccount(organisation, customerId, await organisations.RefusalAsync(userId, organisation.Id, MembershipRole.Billing, cancellationToken));
    }

    /// <summary>The customer of somebody who may change how it pays: the one whose page he has before him, whomever he acts for in another window by now; without one, that of whom he acts for.</summary>
    public async Task<Outcome<string>> CustomerToChangeAsync(Guid userId, string? shownCustomerId, CancellationToken cancellationToken)
    {
        if (shownCustomerId is not null)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var organisation = await context.Customers.Where(c => c.Id == shownCustomerId && !c.Deleted).Select(c => c.OrganisationId).FirstOrDefaultAsync(cancellationToken);
            return await AllowedAsync(userId, shownCustomerId, organisation, NoCustomer, cancellationToken);
        }

        return await FindAsync(userId, cancellationToken) switch
        {
            null => NoOrganisation,
            { Refusal: { } refusal } => refusal,
            { CustomerId: { } customerId } => customerId,
            _ => NoCustomer,
        };
    }

    /// <summary>The customer of an invoice, which may be of another organisation than the one that he acts for: a mail's link leads to it. For a stranger it does not exist. Without an invoice the one whose way to pay he may change.</summary>
    public async Task<Outcome<string>> CustomerToPayAsync(Guid userId, string? invoiceId, string? shownCustomerId, CancellationToken cancellationToken)
    {
        if (invoiceId is null)
        {
            return await CustomerToChangeAsync(userId, shownCustomerId, cancellationToken);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = await context.Invoices.Where(i => i.Id == invoiceId)
            .Join(context.Customers, i => i.CustomerId, c => c.Id, (_, c) => new { c.Id, c.OrganisationId }).FirstOrDefaultAsync(cancellationToken);
        return owner is null ? UnknownInvoice : await AllowedAsync(userId, owner.Id, owner.OrganisationId, UnknownInvoice, cancellationToken);
    }

    private async Task<Outcome<string>> AllowedAsync(Guid userId, string customerId, OrganisationId? of, Refusal unknown, CancellationToken cancellationToken)
    {
        if (of is not { } organisation || !await organisations.IsMemberAsync(userId, organisation, cancellationToken))
        {
            return unknown;
        }

        return await organisations.RefusalAsync(userId, organisation, MembershipRole.Billing, cancellationToken) is { } refusal ? refusal : customerId;
    }
}
