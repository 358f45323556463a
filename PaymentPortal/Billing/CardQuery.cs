using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Invoices;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

/// <summary>What the card page shows.</summary>
/// <param name="Open">The invoices that are paid here.</param>
/// <param name="Saved">What could pay them beside a new card.</param>
/// <param name="Why">Why the last attempt failed, in a sentence.</param>
/// <param name="Currency">The code of the customer's currency.</param>
/// <param name="AsksForConfirmation">The bank of the saved card asks its holder (3D Secure).</param>
/// <param name="VerifiedAt">Where the owner of the bank account that is to pay confirms it first.</param>
/// <param name="Email">The address of whoever pays.</param>
/// <param name="IsOnItsWay">A bank was asked for the money already.</param>
/// <param name="IsPaid">The invoice that was asked for is paid already.</param>
internal sealed record CardView(IReadOnlyList<Invoice> Open, IReadOnlyList<SavedMethod> Saved, string? Why, string Currency, bool AsksForConfirmation, Uri? VerifiedAt, string? Email, bool IsOnItsWay, bool IsPaid)
{
    /// <summary>Who pays, and keeps what is saved here.</summary>
    public required string CustomerId { get; init; }

    /// <summary>A plan runs or begins, whose invoices are to come.</summary>
    public bool HasPlan { get; init; }

    /// <summary>What waits to be paid, here or elsewhere; null where nothing does.</summary>
    public Money? Owed { get; init; }

    /// <summary>The method whose bank asks its holder now.</summary>
    public string? AskedMethodId { get; init; }

    /// <summary>What is paid is a change of plan that waits for it, and lapses within a day.</summary>
    public bool IsChange { get; init; }

    /// <summary>What is open is of a plan that has ended, and that paying does not bring back.</summary>
    public bool PlanEnded { get; init; }
}

/// <summary>Reads what the card page shows, for those who may pay.</summary>
internal sealed class CardQuery(IDbContextFactory<PortalDbContext> contexts, BillingAccounts accounts, PaymentMethodQueries methods, MoneyOnItsWayQueries money, BillingGateway gateway, StripePatience patience)
{
    public async Task<Outcome<CardView>> OfUserAsync(Guid userId, bool pays, string? invoiceId, CancellationToken cancellationToken)
    {
        var wanted = pays ? SearchText.Clean(invoiceId) : null;
        var customer = await accounts.CustomerToPayAsync(userId, wanted, null, cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await OpenInvoices.ToPayAsync(context, customer.Value, wanted, cancellationToken);
        IReadOnlyList<Invoice> open = pays ? waiting : [];
        var latest = open.Count == 0 ? null : await LatestAsync(open[^1].Id, cancellationToken);
        var asks = latest is { PaymentStatus: "requires_action" } or { PaymentStatus: "requires_payment_method", FailureCode: "authentication_required" };
        var currency = await context.SubscriptionItems.Where(i => context.Subscriptions.Any(s => s.Id == i.SubscriptionId && s.CustomerId == customer.Value))
            .Select(i => (Currency?)i.UnitAmount.Currency).FirstOrDefaultAsync(cancellationToken);
        var email = await context.Customers.Where(c => c.Id == customer.Value).Select(c => c.Email).FirstOrDefaultAsync(cancellationToken);
        var isPaid = wanted is not null && await context.Invoices.AnyAsync(i => i.Id == wanted && i.CustomerId == customer.Value && i.Status == "paid", cancellationToken);
        var plans = open.Select(i => i.SubscriptionId).OfType<string>().ToList();
        var states = await context.Subscriptions.Where(s => plans.Contains(s.Id)).Select(s => s.Status).ToListAsync(cancellationToken);
        var isChange = open.Count == 1 && await UsePaymentMethod.IsChangeAsync(context, open[0].Id, cancellationToken);
        var saved = await methods.OfCustomerAsync(customer.Value, cancellationToken);
        return new CardView(open, isChange ? [.. saved.Where(m => !MethodText.IsDebit(m.Method.Type))] : saved, asks ? null : await WhyAsync(latest, cancellationToken), (currency ?? Currency.Parse("usd")).Code, asks, latest?.VerifiedAt, email, latest is { PaymentStatus: "processing" }, isPaid)
        {
            CustomerId = customer.Value,
            HasPlan = states.Exists(s => s != "canceled") || await context.Subscriptions.AnyAsync(s => s.CustomerId == customer.Value && SubscriptionQueries.Running.Contains(s.Status), cancellationToken),
            Owed = waiting.Count == 0 ? null : waiting.Skip(1).Aggregate(waiting[0].AmountDue, (sum, invoice) => sum + invoice.AmountDue),
            AskedMethodId = latest?.AskedMethodId,
            IsChange = isChange,
            PlanEnded = states.Count > 0 && states.TrueForAll(s => s == "canceled"),
        };
    }

    /// <summary>Why the last attempt failed. Of a debit that came back its bank's own reason is known by the charge.</summary>
    private async Task<string?> WhyAsync(InvoiceToPay? latest, CancellationToken cancellationToken) =>
        latest?.FailureCode is not { } code ? null
            : latest.PaymentId is { } payment && await money.ReturnedAsync(payment, cancellationToken) is { } returned ? returned.Sentence
            : $"The last attempt failed: {Lower(DeclineText.Of(code))}.";

    /// <summary>How the invoice's payment stands: no event ties an intent to an invoice before it is paid. Without Stripe the page says less.</summary>
    private async Task<InvoiceToPay?> LatestAsync(string invoiceId, CancellationToken cancellationToken) =>
        await patience.RunAsync(waiting => gateway.GetInvoiceToPayAsync(invoiceId, waiting), cancellationToken) is { IsDone: true } asked ? asked.Value : null;

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
