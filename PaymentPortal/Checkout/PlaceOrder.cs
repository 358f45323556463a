using PaymentPortal.Customers;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>An order as it was placed, and for which customer at Stripe.</summary>
internal sealed record PlacedOrder(string CustomerId, StartedOrder Order);

/// <summary>Asks Stripe for the order of a purchase's round: the customer with his address and tax id, then the subscription or the invoice. Asked again for the same round it comes to the same.</summary>
internal sealed class PlaceOrder(Buyers buyers, CheckoutGateway checkout, StripeGateway gateway, TaxGateway taxes, InboxStore inbox, TimeProvider time)
{
    /// <summary>The organisation's customer at Stripe, which is made where there is none.</summary>
    public async Task<Outcome<string>> CustomerAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        if (((await buyers.FindAsync(purchase.UserId, purchase.OrganisationId, cancellationToken)).CustomerId ?? purchase.CustomerId) is { } known)
        {
            return known;
        }

        var created = await gateway.CreateCustomerAsync(purchase.OrganisationId.Value, cancellationToken);
        return created.IsDone ? created.Value.Snapshot.Id : created.Refusal;
    }

    /// <summary>Places it for the member who pays: whoever began the purchase may have left the organisation since.</summary>
    public async Task<Outcome<PlacedOrder>> RunAsync(Purchase purchase, Guid payerId, int round, Order order, BillingDetails billing, CancellationToken cancellationToken)
    {
        var buyer = await buyers.FindAsync(payerId, purchase.OrganisationId, cancellationToken);
        var found = await CustomerAsync(purchase, cancellationToken);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        var customerId = found.Value;
        // Who buys does not change where the organisation's invoices go. Each press writes anew: under one key Stripe would answer as it did, and write nothing, though the details were changed elsewhere since.
        var email = string.IsNullOrEmpty(buyer.CustomerEmail) ? buyer.Email : null;
        var details = new CustomerDetails(billing.Name, email, billing.Country, billing.Line1, billing.City, billing.PostalCode, billing.State);
        var customer = await gateway.UpdateCustomerAsync(customerId, details, $"customer-{Guid.CreateVersion7(time.GetUtcNow()):N}", cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        await inbox.AddAsync(customer.Value, "customer", cancellationToken);
        var taxId = await taxes.SetTaxIdAsync(customerId, TaxIds.Read(billing.Country, billing.TaxId).Id, $"tax-id-{purchase.Id}-{round}", cancellationToken);
        if (!taxId.IsDone)
        {
            return taxId.Refusal;
        }

        var key = $"purchase-{purchase.Id}-{round}";
        var started = order.Plan is not null
            ? await checkout.StartSubscriptionAsync(order, purchase.OrganisationId.Value, customerId, key, cancellationToken)
            : await checkout.StartInvoiceAsync(order, purchase.OrganisationId.Value, customerId, key, cancellationToken);
        return started.IsDone ? new PlacedOrder(customerId, started.Value) : started.Refusal;
    }
}
