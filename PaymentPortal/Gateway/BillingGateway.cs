using System.Net;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>What a customer's own page asks of Stripe: saved payment methods, open invoices, billing details and tax ids.</summary>
internal sealed class BillingGateway(StripeConnection connection, StripeGateway gateway, TimeProvider time)
{
    /// <summary>Stripe does not take the tax id: it has not the form of its type.</summary>
    public const string InvalidTaxId = "tax_id_invalid";

    /// <summary>Begins to save a payment method; the secret is for the customer's browser only.</summary>
    public Task<Outcome<string>> StartSetupAsync(string customerId, CancellationToken cancellationToken) => StripeGateway.GuardAsync(async () =>
    {
        var intent = await new SetupIntentService(connection.Client).CreateAsync(
            new SetupIntentCreateOptions { Customer = customerId, Usage = "off_session", AutomaticPaymentMethods = new SetupIntentAutomaticPaymentMethodsOptions { Enabled = true } },
            Once("setup"),
            cancellationToken);
        return intent.ClientSecret;
    });

    /// <summary>The bank accounts that a customer gave and that cannot be used before their owner confirms them, the newest first.</summary>
    public Task<Outcome<IReadOnlyList<UnconfirmedAccount>>> GetUnconfirmedAsync(string customerId, CancellationToken cancellationToken) => StripeGateway.GuardAsync<IReadOnlyList<UnconfirmedAccount>>(async () =>
    {
        var intents = await new SetupIntentService(connection.Client).ListAsync(
            new SetupIntentListOptions { Customer = customerId, Limit = 100, Expand = ["data.payment_method"] }, null, cancellationToken);
        return
        [
            .. from intent in intents.Data
               let page = SnapshotReader.AddressOf(intent.NextAction?.VerifyWithMicrodeposits?.HostedVerificationUrl)
               where intent.Status == "requires_action" && page is not null && intent.PaymentMethod is not null
               select new UnconfirmedAccount(intent.PaymentMethodId, intent.PaymentMethod.UsBankAccount?.Last4, page),
        ];
    });

    /// <summary>A payment method as it stands now; null where there is none of that id.</summary>
    public async Task<Outcome<StripeAnswer<PaymentMethodSnapshot>>> GetMethodAsync(string methodId, CancellationToken cancellationToken)
    {
        try
        {
            return await gateway.AskAsync<PaymentMethod, PaymentMethodSnapshot>(() => new PaymentMethodService(connection.Client).GetAsync(methodId, null, null, cancellationToken), SnapshotReader.Of);
        }
        catch (StripeException missing) when (missing.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return new Refusal("unknown_method", "This payment method is no longer there. Choose another.");
        }
    }

    /// <summary>Says what the customer's invoices are paid by where their subscription names nothing else.</summary>
    public Task<Outcome<StripeAnswer<CustomerSnapshot>>> SetDefaultAsync(string customerId, string methodId, CancellationToken cancellationToken) =>
        gateway.AskAsync<Customer, CustomerSnapshot>(
            () => new CustomerService(connection.Client).UpdateAsync(
                customerId, new CustomerUpdateOptions { InvoiceSettings = new CustomerInvoiceSettingsOptions { DefaultPaymentMethod = methodId } }, Once("default"), cancellationToken),
            SnapshotReader.Of);

    /// <summary>Says what a subscription's invoices are paid by.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> SetSubscriptionDefaultAsync(string subscriptionId, string methodId, CancellationToken cancellationToken) =>
        gateway.AskAsync<Subscription, SubscriptionSnapshot>(
            () => new SubscriptionService(connection.Client).UpdateAsync(subscriptionId, new SubscriptionUpdateOptions { DefaultPaymentMethod = methodId }, Once("default"), cancellationToken),
            SubscriptionReader.Of);

    /// <summary>Takes a payment method from its customer; it cannot be charged any more.</summary>
    public Task<Outcome<StripeAnswer<PaymentMethodSnapshot>>> RemoveAsync(string methodId, CancellationToken cancellationToken) =>
        gateway.AskAsync<PaymentMethod, PaymentMethodSnapshot>(
            () => new PaymentMethodService(connection.Client).DetachAsync(methodId, null, new RequestOptions { IdempotencyKey = $"detach-{methodId}" }, cancellationToken),
            SnapshotReader.Of);

    /// <summary>Every payment method that Stripe keeps for a customer.</summary>
    public Task<Outcome<IReadOnlyList<string>>> GetMethodsAsync(string customerId, CancellationToken cancellationToken) => StripeGateway.GuardAsync<IReadOnlyList<string>>(async () =>
        await new PaymentMethodService(connection.Client).ListAutoPagingAsync(new PaymentMethodListOptions { Customer = customerId, Limit = 100 }, null, cancellationToken)
            .Select(method => method.Id).ToListAsync(cancellationToken));

    /// <summary>An invoice with what the customer's browser needs to pay it.</summary>
    public Task<Outcome<InvoiceToPay>> GetInvoiceToPayAsync(string invoiceId, CancellationToken cancellationToken) => StripeGateway.GuardAsync(async () =>
    {
        var askedAt = time.GetUtcNow();
        var invoice = await new InvoiceService(connection.Client).GetAsync(invoiceId, new InvoiceGetOptions { Expand = ["confirmation_secret", "payments"] }, null, cancellationToken);
        var payment = (invoice.Payments?.Data.FirstOrDefault(p => p.IsDefault) ?? invoice.Payments?.Data.FirstOrDefault())?.Payment?.PaymentIntentId;
        var intent = payment is null ? null : await new PaymentIntentService(connection.Client).GetAsync(payment, null, null, cancellationToken);
        return new InvoiceToPay(
            gateway.Answer(invoice, InvoiceReader.Of(invoice), askedAt), intent?.Status, intent?.LastPaymentError?.DeclineCode ?? intent?.LastPaymentError?.Code, invoice.ConfirmationSecret?.ClientSecret)
        {
            PaymentId = payment,
            Keeps = !string.IsNullOrEmpty(intent?.SetupFutureUsage),
            AskedMethodId = intent?.Status == "requires_action" ? intent.PaymentMethodId : null,
            FailedMethod = intent?.LastPaymentError?.PaymentMethod?.Type ?? intent?.LastPaymentError?.PaymentMethodType,
            VerifiedAt = SnapshotReader.AddressOf(intent?.NextAction?.VerifyWithMicrodeposits?.HostedVerificationUrl),
        };
    });

    /// <summary>Who pays, as Stripe holds it, with the tax ids.</summary>
    public Task<Outcome<CustomerParty>> GetPartyAsync(string customerId, CancellationToken cancellationToken) => StripeGateway.GuardAsync(async () =>
    {
        var customer = await new CustomerService(connection.Client).GetAsync(customerId, null, null, cancellationToken);
        var ids = await new CustomerTaxIdService(connection.Client).ListAsync(customerId, new CustomerTaxIdListOptions { Limit = 100 }, null, cancellationToken);
        var address = customer.Address;
        return new CustomerParty(
            new CustomerDetails(customer.Name ?? "", customer.Email ?? "", address?.Country ?? "", address?.Line1, address?.City, address?.PostalCode, address?.State),
            [.. ids.Data.Select(id => new PartyTaxId(id.Id, id.Type, id.Value))]);
    });

    /// <summary>Writes who pays; invoices that are finalised from then on carry it.</summary>
    public Task<Outcome<StripeAnswer<CustomerSnapshot>>> SavePartyAsync(string customerId, CustomerDetails details, CancellationToken cancellationToken) =>
        gateway.UpdateCustomerAsync(customerId, details, Once("party").IdempotencyKey, cancellationToken);

    /// <summary>Adds a tax id to a customer; refused with <see cref="InvalidTaxId"/> where it has not the form of its type.</summary>
    public async Task<Outcome<StripeAnswer<TaxIdSnapshot>>> AddTaxIdAsync(string customerId, string type, string value, CancellationToken cancellationToken)
    {
        try
        {
            return await gateway.AskAsync<TaxId, TaxIdSnapshot>(
                () => new CustomerTaxIdService(connection.Client).CreateAsync(customerId, new CustomerTaxIdCreateOptions { Type = type, Value = value }, Once("tax-id"), cancellationToken), SnapshotReader.Of);
        }
        catch (StripeException refused) when (refused.HttpStatusCode == HttpStatusCode.BadRequest)
        {
            return new Refusal(InvalidTaxId, "This does not look like a tax id of the chosen kind. Check it, or choose another kind.", "tax_id");
        }
    }

    /// <summary>Takes a tax id from a customer; one that is gone already is gone.</summary>
    public async Task<Outcome<string>> RemoveTaxIdAsync(string customerId, string taxId, CancellationToken cancellationToken)
    {
        try
        {
            return await StripeGateway.GuardAsync(async () => (await new CustomerTaxIdService(connection.Client).DeleteAsync(customerId, taxId, null, null, cancellationToken)).Id);
        }
        catch (StripeException missing) when (missing.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return taxId;
        }
    }

    /// <summary>Each wish is one of its own: going back to an earlier state must not be answered by the first time it was asked for. The client's own retries share the key.</summary>
    private RequestOptions Once(string wish) => new() { IdempotencyKey = $"{wish}-{Guid.CreateVersion7(time.GetUtcNow()):N}" };
}

/// <summary>An invoice with what the customer's browser needs to pay it.</summary>
/// <param name="Answer">The invoice.</param>
/// <param name="PaymentStatus">The status of its payment intent.</param>
/// <param name="FailureCode">Why the latest attempt failed.</param>
/// <param name="ClientSecret">For the customer's browser only; never stored or logged.</param>
internal sealed record InvoiceToPay(StripeAnswer<InvoiceSnapshot> Answer, string? PaymentStatus, string? FailureCode, string? ClientSecret)
{
    /// <summary>Its payment intent.</summary>
    public string? PaymentId { get; init; }

    /// <summary>What pays it is saved for later.</summary>
    public bool Keeps { get; init; }

    /// <summary>The method whose bank asks its holder.</summary>
    public string? AskedMethodId { get; init; }

    /// <summary>What the last attempt was made with, in Stripe's word: <c>card</c>; null where none failed.</summary>
    public string? FailedMethod { get; init; }

    /// <summary>Where the owner of the bank account that is to pay it confirms that it is his.</summary>
    public Uri? VerifiedAt { get; init; }

    /// <summary>It waits for the customer, and not for a bank.</summary>
    public bool IsPayable => Answer.Snapshot.Status == "open" && ClientSecret is not null && PaymentStatus is not ("succeeded" or "processing");
}

/// <summary>A bank account that waits for its owner to name the small deposit that it gets.</summary>
/// <param name="MethodId">The payment method that it becomes.</param>
/// <param name="Last4">The end of its number.</param>
/// <param name="Page">Stripe's page, where he does so.</param>
internal sealed record UnconfirmedAccount(string MethodId, string? Last4, Uri Page);

/// <summary>Who pays, with the tax ids that stand on the invoices.</summary>
internal sealed record CustomerParty(CustomerDetails Details, IReadOnlyList<PartyTaxId> TaxIds);

/// <summary>A tax id in Stripe's type, <c>eu_vat</c>.</summary>
internal sealed record PartyTaxId(string Id, string Type, string Value);
