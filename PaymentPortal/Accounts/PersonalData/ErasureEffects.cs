using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Accounts.PersonalData;

/// <summary>Has Stripe forget the name, the address, the mail address, the tax ids and the payment methods of the customers that were a person's alone, and his address where it was that of others' invoices. Its invoices keep what was printed on them.</summary>
internal sealed class ForgetAtStripeEffect(StripeGateway gateway, TaxGateway taxes, BillingGateway billing, InboxStore inbox) : IEffect
{
    public string Name => Erasure.Forget;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var erasure = JsonSerializer.Deserialize<Erasure>(message.Payload)!;
        foreach (var (customer, owner) in erasure.Addressed)
        {
            var addressed = await gateway.AddressInvoicesAsync(customer, owner, $"address-{customer}-{erasure.UserId:N}", cancellationToken);
            await inbox.AddAsync(addressed.Answered(), "customer", cancellationToken);
        }

        foreach (var customer in erasure.Customers)
        {
            var forgotten = await gateway.ForgetCustomerAsync(customer, Erasure.Nobody, customer + Erasure.NoAddress, $"forget-{customer}", cancellationToken);
            await inbox.AddAsync(forgotten.Answered(), "customer", cancellationToken);
            (await taxes.SetTaxIdAsync(customer, null, $"forget-tax-id-{customer}", cancellationToken)).Answered();
            foreach (var method in (await billing.GetMethodsAsync(customer, cancellationToken)).Answered())
            {
                // The answer names who paid and no customer by whom it would be redacted; the event, which is told, does.
                (await billing.RemoveAsync(method, cancellationToken)).Answered();
            }
        }
    }
}

/// <summary>
/// Redacts what Stripe told about a person: at once, and again when Stripe has told of the erasure. Invoices are kept as they were issued, because the law says so.
/// What was redacted is applied once more, so that the tables show it too.
/// </summary>
internal class RedactEffect(IDbContextFactory<PortalDbContext> contexts, InboxSignal signal) : IEffect
{
    private const int AtATime = 100;

    public virtual string Name => Erasure.Redact;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var erasure = JsonSerializer.Deserialize<Erasure>(message.Payload)!;
        var redaction = new Redaction(erasure);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var needle in erasure.Customers.Concat(erasure.Values.Where(value => value.Contains('@', StringComparison.Ordinal))))
        {
            for (var last = ""; ;)
            {
                var (after, lower) = (last, needle.ToLowerInvariant());
#pragma warning disable CA1304, CA1309, CA1310, CA1311 // The database does it, by its own rules
                var entries = await context.InboxEntries
                    .Where(e => string.Compare(e.Id, after) > 0 && e.ObjectKind != "invoice" && e.Payload.ToLower().Contains(lower))
                    .OrderBy(e => e.Id).Take(AtATime).ToListAsync(cancellationToken);
#pragma warning restore CA1304, CA1309, CA1310, CA1311
                if (entries.Count == 0)
                {
                    break;
                }

                Redact(entries, redaction, erasure);
                await context.SaveChangesAsync(cancellationToken);
                context.ChangeTracker.Clear();
                last = entries[^1].Id;
            }
        }

        signal.Wake();
    }

    private static void Redact(List<InboxEntry> entries, Redaction redaction, Erasure erasure)
    {
        foreach (var entry in entries.Where(e => e.Type != EventReader.UnreadableType))
        {
            if (redaction.Of(entry.Payload, erasure.Customers.Any(customer => entry.Payload.Contains(customer, StringComparison.Ordinal))) is { } redacted)
            {
                entry.Payload = redacted;
                entry.State = entry.State == InboxState.Done ? InboxState.Pending : entry.State;
            }
        }
    }
}

/// <summary>The second pass.</summary>
internal sealed class RedactLateEffect(IDbContextFactory<PortalDbContext> contexts, InboxSignal signal) : RedactEffect(contexts, signal)
{
    public override string Name => Erasure.RedactLate;
}
