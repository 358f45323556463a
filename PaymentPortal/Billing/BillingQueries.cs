using PaymentPortal.Accounts;
using PaymentPortal.Invoices;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

/// <summary>What a member sees of the organisation's account.</summary>
internal sealed record BillingView(Organisation Organisation, IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<Invoice> Invoices);

internal sealed class BillingQueries(OrganisationAccess organisations, SubscriptionQueries subscriptions, InvoiceQueries invoices)
{
    private const int MostInvoices = 100;

    public async Task<BillingView?> OfUserAsync(Guid userId, CancellationToken cancellationToken) =>
        await organisations.OfUserAsync(userId, cancellationToken) is { } organisation
            ? new BillingView(
                organisation,
                await subscriptions.OfOrganisationAsync(organisation.Id, cancellationToken),
                await invoices.OfOrganisationAsync(organisation.Id, MostInvoices, cancellationToken))
            : null;
}
