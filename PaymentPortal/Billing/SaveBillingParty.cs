using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

/// <summary>Reads and changes who stands on the coming invoices. Stripe holds it; what is final stays as it is.</summary>
internal sealed class SaveBillingParty(BillingAccounts accounts, BillingGateway gateway, StripePatience patience, InboxStore inbox)
{
    public async Task<Outcome<BillingParty>> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        var customer = await accounts.CustomerToChangeAsync(userId, null, cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        var party = await patience.RunAsync(waiting => gateway.GetPartyAsync(customer.Value, waiting), cancellationToken);
        return party.IsDone ? BillingParty.Of(customer.Value, party.Value) : party.Refusal;
    }

    public async Task<Outcome<BillingParty>> RunAsync(Guid userId, BillingParty party, CancellationToken cancellationToken)
    {
        var customer = await accounts.CustomerToChangeAsync(userId, party.CustomerId, cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        return party.Faults() is [var fault, ..] ? fault : await patience.RunAsync(waiting => SaveAsync(customer.Value, party, waiting), cancellationToken);
    }

    private async Task<Outcome<BillingParty>> SaveAsync(string customerId, BillingParty party, CancellationToken cancellationToken)
    {
        var known = await gateway.GetPartyAsync(customerId, cancellationToken);
        if (!known.IsDone)
        {
            return known.Refusal;
        }

        // The new tax id first: one that Stripe does not take must not leave the customer without the old one.
        var wanted = string.IsNullOrWhiteSpace(party.TaxId) ? null : TaxIdKinds.Read(party.TaxIdType ?? "", party.TaxId);
        var kept = known.Value.TaxIds.FirstOrDefault(id => id.Type == party.TaxIdType && TaxIdKinds.Read(id.Type, id.Value) == wanted);
        if (wanted is not null && kept is null)
        {
            var added = await gateway.AddTaxIdAsync(customerId, party.TaxIdType!, wanted, cancellationToken);
            if (!added.IsDone)
            {
                return added.Refusal.Code == BillingGateway.InvalidTaxId ? added.Refusal with { Field = nameof(BillingParty.TaxId) } : added.Refusal;
            }

            await inbox.AddAsync(added.Value, "tax_id", cancellationToken);
        }

        foreach (var old in known.Value.TaxIds.Where(id => id != kept))
        {
            var removed = await gateway.RemoveTaxIdAsync(customerId, old.Id, cancellationToken);
            if (!removed.IsDone)
            {
                return removed.Refusal;
            }
        }

        var saved = await gateway.SavePartyAsync(customerId, party.Details, cancellationToken);
        if (!saved.IsDone)
        {
            return saved.Refusal;
        }

        await inbox.AddAsync(saved.Value, "customer", cancellationToken);
        return party;
    }
}
