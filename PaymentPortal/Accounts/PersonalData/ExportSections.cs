using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Documents;
using PaymentPortal.Invoices;

namespace PaymentPortal.Accounts.PersonalData;

/// <summary>Everything that the tables hold about a person and what he did; of an organisation's dealings what his role lets him see.</summary>
internal static class ExportSections
{
    public static async Task<IReadOnlyList<ExportSection>> OfAsync(PortalDbContext context, User user, CancellationToken cancellationToken)
    {
        var memberships = await context.Memberships.AsNoTracking().Where(m => m.UserId == user.Id).ToListAsync(cancellationToken);
        OrganisationId?[] billed = [.. memberships.Where(m => m.Role >= MembershipRole.Billing).Select(m => (OrganisationId?)m.OrganisationId)];
        OrganisationId[] paying = [.. billed.OfType<OrganisationId>()];
        OrganisationId?[] owned = [.. memberships.Where(m => m.Role == MembershipRole.Owner).Select(m => (OrganisationId?)m.OrganisationId)];
        string?[] billedCustomers = [.. await context.Customers.Where(c => billed.Contains(c.OrganisationId)).Select(c => c.Id).ToListAsync(cancellationToken)];
        string?[] ownedCustomers = [.. await context.Customers.Where(c => owned.Contains(c.OrganisationId)).Select(c => c.Id).ToListAsync(cancellationToken)];
        var documents = context.InvoiceDocuments.AsNoTracking()
            .Where(d => context.Invoices.Any(i => i.Id == d.InvoiceId && i.Status == d.Status && billed.Contains(i.OrganisationId))
                || context.CreditNotes.Any(n => n.Id == d.InvoiceId && n.Status == d.Status && context.Invoices.Any(i => i.Id == n.InvoiceId && billed.Contains(i.OrganisationId))))
            .OrderBy(d => d.InvoiceId);
        var email = (user.Email ?? "").ToLowerInvariant();
        var roles = context.Set<IdentityUserRole<Guid>>().Where(r => r.UserId == user.Id).Join(context.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name);
        return
        [
            Of("account", ["id", "name", "mail_address", "mail_address_confirmed", "created_at", "authenticator_app", "acts_for"],
                context.Users.Where(u => u.Id == user.Id), u => [u.Id, u.DisplayName, u.Email, u.EmailConfirmed, u.CreatedAt, u.TwoFactorEnabled, u.ActsFor]),
            Of("roles", ["role"], roles, r => [r]),
            Of("sessions", ["device", "address", "signed_in_at", "last_seen_at"],
                context.Sessions.Where(s => s.UserId == user.Id).OrderBy(s => s.CreatedAt), s => [s.Agent, s.Address, s.CreatedAt, s.LastSeenAt]),
            Of("passkeys", ["name", "created_at", "used"],
                context.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == user.Id), p => [p.Data.Name, p.Data.CreatedAt, p.Data.SignCount]),
            Of("organisations", ["id", "name", "role", "seat", "member_since"],
                context.Memberships.Where(m => m.UserId == user.Id).Join(context.Organisations, m => m.OrganisationId, o => o.Id, (membership, organisation) => new { membership, organisation }),
                m => [m.organisation.Id, m.organisation.Name, m.membership.Role, m.membership.HasSeat, m.membership.CreatedAt]),
            Of("invitations", ["organisation", "mail_address", "role", "state", "sent_by_me", "created_at", "sent_at", "ended_at"],
                context.Invitations.Where(i => i.InvitedBy == user.Id || i.Email == email).OrderBy(i => i.CreatedAt),
                i => [i.OrganisationId, i.Email, i.Role, i.State, i.InvitedBy == user.Id, i.CreatedAt, i.SentAt, i.EndedAt]),
            Of("purchases", ["id", "organisation", "price", "state", "amount_minor_units", "currency", "created_at", "paid_at"],
                context.Purchases.Where(p => p.UserId == user.Id).OrderBy(p => p.CreatedAt),
                p => [p.Id, p.OrganisationId, p.LookupKey, p.State, p.AmountMinorUnits, p.Currency.Code, p.CreatedAt, p.PaidAt]),
            Of("purchase_lines", ["purchase", "price", "quantity"],
                context.PurchaseLines.Where(l => context.Purchases.Any(p => p.UserId == user.Id && p.Id == l.PurchaseId)).OrderBy(l => l.PurchaseId).ThenBy(l => l.LookupKey),
                l => [l.PurchaseId, l.LookupKey, l.Quantity]),
            Of("steps_to_purchases", ["at", "step", "purchase", "visitor"],
                context.FunnelEvents.Where(e => context.Purchases.Any(p => p.UserId == user.Id && p.Id == e.PurchaseId)).OrderBy(e => e.At),
                e => [e.At, e.Step, e.PurchaseId, e.VisitorId]),
            Of("attempts_to_pay", ["at", "organisation", "purchase", "invoice", "address", "billing_country", "amount_minor_units", "currency", "score", "reasons", "decision", "outcome", "decline", "card_country"],
                context.PaymentAttempts.Where(a => a.UserId == user.Id).OrderBy(a => a.At),
                a => [a.At, a.OrganisationId, a.PurchaseId, a.InvoiceId, a.Address, a.BillingCountry, a.Amount.MinorUnits, a.Amount.Currency.Code, a.Score, a.Reasons, a.Decision, a.Outcome, a.DeclineCode, a.CardCountry]),
            Of("purchases_looked_at", ["purchase", "held_at", "billing_country", "amount_minor_units", "currency", "score", "reasons", "state", "decided_at", "refusal"],
                context.HeldPurchases.Where(h => h.UserId == user.Id).OrderBy(h => h.At),
                h => [h.PurchaseId, h.At, h.BillingCountry, h.Amount.MinorUnits, h.Amount.Currency.Code, h.Score, h.Reasons, h.State, h.DecidedAt, h.Refusal]),
            Of("purchases_decided", ["at", "held_purchase", "decision", "reason"],
                context.HoldDecisions.Where(d => d.UserId == user.Id).OrderBy(d => d.At), d => [d.At, d.HoldId, d.State, d.Reason]),
            Of("customers", ["id", "organisation", "name", "mail_address", "country", "created_at"],
                context.Customers.Where(c => billed.Contains(c.OrganisationId)).OrderBy(c => c.Id), c => [c.Id, c.OrganisationId, c.Name, c.Email, c.Country, c.CreatedAt]),
            Of("tax_ids", ["id", "customer", "type", "value", "verification", "verification_since", "verified_name", "verified_address"],
                context.TaxIds.Where(t => billedCustomers.Contains(t.CustomerId)).OrderBy(t => t.Id), t => [t.Id, t.CustomerId, t.Type, t.Value, t.Status, t.StatusSince, t.VerifiedName, t.VerifiedAddress]),
            Of("subscriptions", ["id", "customer", "status", "created_at", "current_period_end", "ended_at"],
                context.Subscriptions.Where(s => billed.Contains(s.OrganisationId)).OrderBy(s => s.Id), s => [s.Id, s.CustomerId, s.Status, s.CreatedAt, s.CurrentPeriodEnd, s.EndedAt]),
            Of("subscription_items", ["id", "subscription", "price", "quantity", "unit_amount_minor_units", "currency", "interval", "interval_count", "billed_by_use", "tax_included"],
                context.Subscriptions.Where(s => billed.Contains(s.OrganisationId)).SelectMany(s => s.Items).OrderBy(i => i.SubscriptionId).ThenBy(i => i.Id),
                i => [i.Id, i.SubscriptionId, i.LookupKey ?? i.PriceId, i.Quantity, i.UnitAmount.MinorUnits, i.UnitAmount.Currency.Code, i.Interval, i.IntervalCount, i.Metered, i.TaxInclusive]),
            Of("invoices", ["id", "number", "status", "total_minor_units", "tax_minor_units", "currency", "created_at", "paid_at"],
                context.Invoices.Where(i => billed.Contains(i.OrganisationId)).OrderBy(i => i.Id),
                i => [i.Id, i.Number, i.Status, i.Total.MinorUnits, i.Tax.MinorUnits, i.Total.Currency.Code, i.CreatedAt, i.PaidAt]),
            OfMany("invoice_parties", ["document", "state", "billed_to", "address", "mail_address", "tax_ids", "paid_by", "sha256"], documents, Party),
            OfMany("invoice_lines", ["document", "description", "quantity", "unit_amount_minor_units", "amount_minor_units", "discount_minor_units", "currency", "tax_rates", "from", "until"], documents, Lines),
            Of("credit_notes", ["id", "number", "invoice", "status", "reason", "memo", "total_minor_units", "currency", "created_at"],
                context.CreditNotes.Where(n => context.Invoices.Any(i => i.Id == n.InvoiceId && billed.Contains(i.OrganisationId))).OrderBy(n => n.Id),
                n => [n.Id, n.Number, n.InvoiceId, n.Status, n.Reason, n.Memo, n.Total.MinorUnits, n.Total.Currency.Code, n.CreatedAt]),
            Of("payment_methods", ["id", "customer", "type", "brand", "last4", "expiry_month", "expiry_year", "created_at"],
                context.PaymentMethods.Where(m => billedCustomers.Contains(m.CustomerId)).OrderBy(m => m.Id),
                m => [m.Id, m.CustomerId, m.Type, m.Brand, m.Last4, m.ExpiryMonth, m.ExpiryYear, m.CreatedAt]),
            Of("credits", ["at", "organisation", "kind", "credits", "reason", "expires_at", "invoice"],
                context.CreditEntries.Where(e => paying.Contains(e.OrganisationId)).OrderBy(e => e.At).ThenBy(e => e.Id), e => [e.At, e.OrganisationId, e.Kind, e.Amount, e.Reason, e.ExpiresAt, e.InvoiceId]),
            Of("usage", ["at", "organisation", "meter", "quantity", "key", "recorded_at"],
                context.UsageRecords.Where(r => paying.Contains(r.OrganisationId)).OrderBy(r => r.At).ThenBy(r => r.Id), r => [r.At, r.OrganisationId, r.Meter, r.Quantity, r.Key, r.RecordedAt]),
            Of("payments", ["id", "customer", "status", "amount_minor_units", "received_minor_units", "currency", "failure", "created_at"],
                context.Payments.Where(p => billedCustomers.Contains(p.CustomerId)).OrderBy(p => p.Id),
                p => [p.Id, p.CustomerId, p.Status, p.Amount.MinorUnits, p.AmountReceived.MinorUnits, p.Amount.Currency.Code, p.FailureCode, p.CreatedAt]),
            Of("cards_charged", ["id", "customer", "card_brand", "card_last4", "status", "created_at"],
                context.Charges.Where(c => billedCustomers.Contains(c.CustomerId)).OrderBy(c => c.Id), c => [c.Id, c.CustomerId, c.CardBrand, c.CardLast4, c.Status, c.CreatedAt]),
            Of("told_by_stripe", ["id", "type", "at", "content"],
                context.InboxEntries.Where(e => ownedCustomers.Contains(e.ObjectId)).OrderBy(e => e.ReceivedAt), e => [e.Id, e.Type, e.SnapshotAt, e.Payload]),
            Of("events_applied_again", ["at", "entry", "count"],
                context.Replays.Where(r => r.UserId == user.Id).OrderBy(r => r.At), r => [r.At, r.EntryId, r.Count]),
        ];
    }

    /// <summary>A value as text: instants in UTC to the second, names of states, numbers without separators.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable number and not Enum => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>What an invoice's or credit note's document says of who is billed.</summary>
    private static IEnumerable<object?[]> Party(InvoiceDocumentFile file)
    {
        var document = InvoiceDocument.FromJson(file.Content);
        yield return [document.Number, file.Status, document.Buyer.Name, string.Join(", ", document.Buyer.Address), document.Buyer.Email, string.Join(", ", document.Buyer.TaxIds), document.PaymentMethod, file.Sha256];
    }

    private static IEnumerable<object?[]> Lines(InvoiceDocumentFile file)
    {
        var document = InvoiceDocument.FromJson(file.Content);
        return document.Lines.Select(line => new object?[]
        {
            document.Number, line.Description, line.Quantity, line.UnitAmount?.MinorUnits, line.Amount.MinorUnits, line.Discount?.MinorUnits, line.Amount.Currency.Code, line.TaxText, line.PeriodStart, line.PeriodEnd,
        });
    }

    private static ExportSection Of<T>(string name, IReadOnlyList<string> columns, IQueryable<T> rows, Func<T, object?[]> values) => OfMany(name, columns, rows, row => [values(row)]);

    private static ExportSection OfMany<T>(string name, IReadOnlyList<string> columns, IQueryable<T> rows, Func<T, IEnumerable<object?[]>> values) => new(name, columns, () => ReadAsync(rows, values));

    private static async IAsyncEnumerable<object?[]> ReadAsync<T>(IQueryable<T> rows, Func<T, IEnumerable<object?[]>> values)
    {
        await foreach (var row in rows.AsAsyncEnumerable())
        {
            foreach (var line in values(row))
            {
                yield return line;
            }
        }
    }
}
