using System.Globalization;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>
/// Everything that the portal asks of Stripe. Expected failures come back as refusals with a sentence; anything else is a fault of ours and throws.
/// Every write carries an idempotency key of the caller's, so that asking again is safe.
/// </summary>
internal sealed class StripeGateway(StripeConnection connection, TimeProvider time)
{
    /// <summary>The invoice is no longer open.</summary>
    public const string NotVoidable = "not_voidable";

    /// <summary>Makes the customer of an organisation. What is sent depends on the organisation alone, so that asking again, for whatever order, comes to the same customer.</summary>
    public Task<Outcome<StripeAnswer<CustomerSnapshot>>> CreateCustomerAsync(Guid organisationId, CancellationToken cancellationToken) =>
        AskAsync<Stripe.Customer, CustomerSnapshot>(
            () => new CustomerService(connection.Client).CreateAsync(
                new CustomerCreateOptions { Metadata = Organisation(organisationId) },
                new RequestOptions { IdempotencyKey = $"customer-{organisationId:D}" },
                cancellationToken),
            SnapshotReader.Of);

    /// <summary>Writes who pays into a customer; invoices that are finalised from then on carry it.</summary>
    public Task<Outcome<StripeAnswer<CustomerSnapshot>>> UpdateCustomerAsync(string customerId, CustomerDetails details, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync<Stripe.Customer, CustomerSnapshot>(
            () => new CustomerService(connection.Client).UpdateAsync(
                customerId,
                new CustomerUpdateOptions
                {
                    Name = details.Name,
                    Email = details.Email,
                    Address = new AddressOptions
                    {
                        Line1 = NullIfEmpty(details.Line1),
                        City = NullIfEmpty(details.City),
                        PostalCode = NullIfEmpty(details.PostalCode),
                        State = NullIfEmpty(details.State),
                        Country = details.Country,
                    },
                },
                new RequestOptions { IdempotencyKey = idempotencyKey },
                cancellationToken),
            SnapshotReader.Of);

    /// <summary>Puts words that name nobody in place of a customer's name and addresses, which Stripe does not let one empty. Invoices that are final keep theirs.</summary>
    public Task<Outcome<StripeAnswer<CustomerSnapshot>>> ForgetCustomerAsync(string customerId, string name, string email, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync<Stripe.Customer, CustomerSnapshot>(
            () => new CustomerService(connection.Client).UpdateAsync(
                customerId,
                new CustomerUpdateOptions
                {
                    Name = name,
                    Email = email,
                    Address = new AddressOptions { Line1 = name, City = name, PostalCode = name, State = name },
                },
                new RequestOptions { IdempotencyKey = idempotencyKey },
                cancellationToken),
            SnapshotReader.Of);

    /// <summary>Has a customer's invoices go to another address.</summary>
    public Task<Outcome<StripeAnswer<CustomerSnapshot>>> AddressInvoicesAsync(string customerId, string email, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync<Stripe.Customer, CustomerSnapshot>(
            () => new CustomerService(connection.Client).UpdateAsync(customerId, new CustomerUpdateOptions { Email = email }, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken), SnapshotReader.Of);

    /// <summary>
    /// Voids an open invoice, so that nobody can pay it any more; an incomplete subscription ends with its first invoice.
    /// Refused with <see cref="NotVoidable"/> where it has been paid meanwhile.
    /// </summary>
    public async Task<Outcome<StripeAnswer<InvoiceSnapshot>>> VoidInvoiceAsync(string invoiceId, string idempotencyKey, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync<Stripe.Invoice, InvoiceSnapshot>(
                () => new InvoiceService(connection.Client).VoidInvoiceAsync(invoiceId, null, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken),
                InvoiceReader.Of);
        }
        catch (StripeException refused) when (refused.HttpStatusCode == System.Net.HttpStatusCode.BadRequest)
        {
            return new Refusal(NotVoidable, "This invoice can no longer be voided.");
        }
    }

    /// <summary>A payment intent as it stands now.</summary>
    public Task<Outcome<StripeAnswer<PaymentSnapshot>>> GetPaymentAsync(string paymentId, CancellationToken cancellationToken) =>
        AskAsync<PaymentIntent, PaymentSnapshot>(() => new PaymentIntentService(connection.Client).GetAsync(paymentId, null, null, cancellationToken), SnapshotReader.Of);

    /// <summary>An invoice with all its lines, however many.</summary>
    public Task<Outcome<StripeAnswer<InvoiceSnapshot>>> GetInvoiceAsync(string invoiceId, CancellationToken cancellationToken) =>
        AskForWholeAsync<Stripe.Invoice, InvoiceSnapshot>(() => new InvoiceService(connection.Client).GetAsync(invoiceId, null, null, cancellationToken), cancellationToken);

    /// <summary>What paid an invoice; every part is null where nothing was paid.</summary>
    public Task<Outcome<PaidMethod>> GetInvoiceMethodAsync(string invoiceId, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var payments = await new InvoicePaymentService(connection.Client).ListAsync(new InvoicePaymentListOptions { Invoice = invoiceId, Status = "paid", Limit = 1 }, null, cancellationToken);
            if (payments.Data.FirstOrDefault()?.Payment?.PaymentIntentId is not { } paymentId)
            {
                return new PaidMethod(null, null, null);
            }

            var intent = await new PaymentIntentService(connection.Client).GetAsync(paymentId, new PaymentIntentGetOptions { Expand = ["latest_charge"] }, null, cancellationToken);
            var method = intent.LatestCharge?.PaymentMethodDetails;
            return new PaidMethod(method?.Type, method?.Card?.Brand, method?.Card?.Last4 ?? method?.SepaDebit?.Last4 ?? method?.UsBankAccount?.Last4);
        });

    /// <summary>The invoice that a payment intent pays; empty where it pays none.</summary>
    public Task<Outcome<string>> FindInvoiceOfPaymentAsync(string paymentId, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var payment = new InvoicePaymentPaymentOptions { Type = "payment_intent", PaymentIntent = paymentId };
            var links = await new InvoicePaymentService(connection.Client).ListAsync(new InvoicePaymentListOptions { Payment = payment, Limit = 1 }, null, cancellationToken);
            return links.Data.FirstOrDefault()?.InvoiceId ?? "";
        });

    /// <summary>What of a paid invoice was given back, by refunds and disputes of its payments and by credit notes.</summary>
    public Task<Outcome<ReturnedParts>> GetReturnedPartsAsync(string invoiceId, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var client = connection.Client;
            var (taken, refunded) = (0L, 0L);
            await foreach (var link in new InvoicePaymentService(client).ListAutoPagingAsync(new InvoicePaymentListOptions { Invoice = invoiceId, Status = "paid", Limit = 100 }, null, cancellationToken))
            {
                if (link.Payment?.PaymentIntentId is { } paymentId)
                {
                    var intent = await new PaymentIntentService(client).GetAsync(paymentId, new PaymentIntentGetOptions { Expand = ["latest_charge"] }, null, cancellationToken);
                    taken += intent.LatestCharge?.Amount ?? 0;
                    refunded += intent.LatestCharge?.AmountRefunded ?? 0;
                    if (intent.LatestCharge is { Disputed: true })
                    {
                        await foreach (var dispute in new DisputeService(client).ListAutoPagingAsync(new DisputeListOptions { PaymentIntent = paymentId, Limit = 100 }, null, cancellationToken))
                        {
                            // Stripe takes the money when a dispute begins and brings it back when it is won; an inquiry takes none.
                            refunded += dispute.Status is "needs_response" or "under_review" or "lost" ? dispute.Amount : 0;
                        }
                    }
                }
            }

            var lines = new Dictionary<string, long>(StringComparer.Ordinal);
            await foreach (var note in new CreditNoteService(client).ListAutoPagingAsync(new CreditNoteListOptions { Invoice = invoiceId, Limit = 100 }, null, cancellationToken))
            {
                if (note.Status == "issued")
                {
                    await foreach (var line in new CreditNoteService(client).ListLineItemsAutoPagingAsync(note.Id, new CreditNoteListLineItemsOptions { Limit = 100 }, null, cancellationToken))
                    {
                        if (line.InvoiceLineItem is { } of)
                        {
                            lines[of] = lines.GetValueOrDefault(of) + line.Amount;
                        }
                    }
                }
            }

            return new ReturnedParts(taken > 0 && refunded >= taken, lines);
        });

    /// <summary>One object by kind and id, as Stripe holds it now; null where that kind cannot be fetched or the object is gone.</summary>
    public async Task<Outcome<StripeAnswer<StripeSnapshot>>> FetchAsync(string kind, string id, CancellationToken cancellationToken)
    {
        var client = connection.Client;
        return kind switch
        {
            "customer" => await AskAsync<Stripe.Customer, StripeSnapshot>(() => new CustomerService(client).GetAsync(id, null, null, cancellationToken), ThatIsThere),
            "tax_id" => await AskAsync<TaxId, StripeSnapshot>(() => new TaxIdService(client).GetAsync(id, null, null, cancellationToken), SnapshotReader.Of),
            "price" => await AskAsync<Stripe.Price, StripeSnapshot>(() => new PriceService(client).GetAsync(id, null, null, cancellationToken), SnapshotReader.Of),
            "tax_rate" => await AskAsync<Stripe.TaxRate, StripeSnapshot>(() => new TaxRateService(client).GetAsync(id, null, null, cancellationToken), SnapshotReader.Of),
            "subscription" => await AskAsync<Stripe.Subscription, StripeSnapshot>(() => new SubscriptionService(client).GetAsync(id, new SubscriptionGetOptions { Expand = ["discounts.source.coupon"] }, null, cancellationToken), SubscriptionReader.Of),
            "subscription_schedule" => await AskAsync<Stripe.SubscriptionSchedule, StripeSnapshot>(() => new SubscriptionScheduleService(client).GetAsync(id, null, null, cancellationToken), SubscriptionReader.Of),
            "invoice" => await AskForWholeAsync<Stripe.Invoice, StripeSnapshot>(() => new InvoiceService(client).GetAsync(id, null, null, cancellationToken), cancellationToken),
            "payment_intent" => await AskAsync<PaymentIntent, StripeSnapshot>(() => new PaymentIntentService(client).GetAsync(id, null, null, cancellationToken), SnapshotReader.Of),
            "payment_method" => await AskAsync<PaymentMethod, StripeSnapshot>(() => new PaymentMethodService(client).GetAsync(id, null, null, cancellationToken), SnapshotReader.Of),
            "credit_note" => await AskForWholeAsync<CreditNote, StripeSnapshot>(() => new CreditNoteService(client).GetAsync(id, null, null, cancellationToken), cancellationToken),
            "charge" => await AskAsync<Stripe.Charge, StripeSnapshot>(() => new ChargeService(client).GetAsync(id, null, null, cancellationToken), SnapshotReader.Of),
            "dispute" => await AskAsync<Dispute, StripeSnapshot>(() => new DisputeService(client).GetAsync(id, null, null, cancellationToken), SnapshotReader.Of),
            "invoice_payment" => await AskAsync<Stripe.InvoicePayment, StripeSnapshot>(() => new InvoicePaymentService(client).GetAsync(id, null, null, cancellationToken), SnapshotReader.Of),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Objects of this kind are not used here."),
        };
    }

    /// <summary>A page of the events that Stripe keeps, the newest first.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    public Task<Outcome<ListedEvents>> ListEventsAsync(EventFilter filter, string? after, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var options = new EventListOptions { Limit = 100 };
            if (after is not null)
            {
                options.StartingAfter = after;
            }

            if (filter.UndeliveredOnly)
            {
                options.DeliverySuccess = false;
            }

            if (filter.From is not null || filter.Before is not null)
            {
                options.Created = new DateRangeOptions { GreaterThanOrEqual = filter.From?.UtcDateTime, LessThan = filter.Before?.UtcDateTime };
            }

            var page = await connection.Client.RequestAsync<StripeList<EventRow>>(HttpMethod.Get, "/v1/events", options, null, cancellationToken);
            using var document = System.Text.Json.JsonDocument.Parse(page.StripeResponse.Content);
            return new ListedEvents([.. document.RootElement.GetProperty("data").EnumerateArray().Select(Listed)], page.HasMore);
        });

    /// <summary>Which types of events Stripe posts to the endpoints at this path, at whatever address of the portal's.</summary>
    public Task<Outcome<SubscribedTypes>> GetSubscribedTypesAsync(string path, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var types = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var endpoint in new WebhookEndpointService(connection.Client).ListAutoPagingAsync(new WebhookEndpointListOptions { Limit = 100 }, null, cancellationToken))
            {
                if (endpoint.Status == "enabled" && Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var address) && address.AbsolutePath.Equals(path, StringComparison.OrdinalIgnoreCase))
                {
                    types.UnionWith(endpoint.EnabledEvents ?? []);
                }
            }

            return new SubscribedTypes(types);
        });

    /// <summary>Of a deleted customer Stripe answers nothing but that it is deleted: how it was, its event says.</summary>
    private static CustomerSnapshot ThatIsThere(Stripe.Customer customer) =>
        customer.Deleted == true ? throw new InvalidOperationException($"The customer {customer.Id} is deleted.") : SnapshotReader.Of(customer);

    private static ListedEvent Listed(System.Text.Json.JsonElement listed) => new(
        listed.GetProperty("id").GetString()!,
        listed.GetProperty("data").GetProperty("object").TryGetProperty("object", out var kind) ? kind.ToString() : "",
        DateTimeOffset.FromUnixTimeSeconds(listed.GetProperty("created").GetInt64()),
        System.Text.Encoding.UTF8.GetBytes(listed.GetRawText()));

    internal static Dictionary<string, string> Organisation(Guid id) => new() { [SnapshotReader.OrganisationKey] = id.ToString("D") };

    internal static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Asks for one object, with the clock of the answer.</summary>
    internal Task<Outcome<StripeAnswer<TSnapshot>>> AskAsync<TEntity, TSnapshot>(Func<Task<TEntity>> ask, Func<TEntity, TSnapshot> read)
        where TEntity : StripeEntity
        where TSnapshot : StripeSnapshot =>
        GuardAsync(async () =>
        {
            var askedAt = time.GetUtcNow();
            var entity = await ask();
            return Answer(entity, read(entity), askedAt);
        });

    /// <summary>As <see cref="AskAsync"/>, for an object of lines, with all of them.</summary>
    private Task<Outcome<StripeAnswer<TSnapshot>>> AskForWholeAsync<TEntity, TSnapshot>(Func<Task<TEntity>> ask, CancellationToken cancellationToken)
        where TEntity : StripeEntity
        where TSnapshot : StripeSnapshot =>
        GuardAsync(async () =>
        {
            var askedAt = time.GetUtcNow();
            var entity = await ask();
            var json = await AllLines.OfAsync(connection.Client, entity.StripeResponse.Content, cancellationToken);
            return Answer(entity, (TSnapshot)SnapshotReader.Read(json)!, askedAt) with { Json = json };
        });

    /// <summary>The answer that an object came as.</summary>
    internal StripeAnswer<TSnapshot> Answer<TSnapshot>(StripeEntity entity, TSnapshot snapshot, DateTimeOffset askedAt)
        where TSnapshot : StripeSnapshot => new(
        snapshot,
        entity.StripeResponse.Content,
        entity.StripeResponse.Date ?? time.GetUtcNow(),
        entity.StripeResponse.RequestId ?? time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        askedAt);

    /// <summary>Turns what is expected to fail now and then into a refusal.</summary>
    internal static async Task<Outcome<T>> GuardAsync<T>(Func<Task<T>> ask)
        where T : notnull
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (StripeFault.IsExpected(error))
        {
            return StripeFault.Translate(error);
        }
    }

    /// <summary>An event of a page whose objects are left as they came: one that cannot be read must not hide the others.</summary>
    private sealed class EventRow : StripeEntity<EventRow>;
}
