using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Credits;

/// <summary>The invoice to look at, or the payment that pays it.</summary>
internal sealed record CreditCause(string? InvoiceId, string? PaymentId);

/// <summary>
/// Makes the ledger say what an invoice comes to: grants all of its lines, those that an event leaves out too, takes back what is left of lots whose money is gone, and gives back what it took when the money is there again.
/// It asks Stripe how invoice, payments, credit notes and disputes stand now, so that it does not matter which of them was told first, or how often.
/// </summary>
internal sealed class SettleCredits(IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, GrantCredits grants, ChangeSignal changes, TimeProvider time) : IEffect
{
    public const string EffectName = "credits.settle";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var cause = JsonSerializer.Deserialize<CreditCause>(message.Payload)!;
        var invoiceId = cause.InvoiceId ?? (await gateway.FindInvoiceOfPaymentAsync(cause.PaymentId!, cancellationToken)).Answered();
        if (invoiceId.Length == 0)
        {
            return;
        }

        // Another node may have been told of something newer, and have written before this one: after each change Stripe is asked once more.
        while (await SettleAsync(invoiceId, cancellationToken))
        {
        }
    }

    /// <summary>Brings the ledger to what Stripe says now; true where that changed something.</summary>
    private async Task<bool> SettleAsync(string invoiceId, CancellationToken cancellationToken)
    {
        var invoice = (await gateway.GetInvoiceAsync(invoiceId, cancellationToken)).Answered().Snapshot;
        if (invoice is not { Status: "paid", OrganisationId: { } organisation })
        {
            return false;
        }

        var returned = (await gateway.GetReturnedPartsAsync(invoiceId, cancellationToken)).Answered();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await CreditLedger.HoldAsync(context, new OrganisationId(organisation), cancellationToken);
        await grants.AddAsync(context, invoice, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var paid in await CreditLedger.OfInvoice(context, invoiceId).ToListAsync(cancellationToken))
        {
            if (Entry(paid, GoneOf(paid.Lot, invoice, returned), now) is { } entry)
            {
                context.CreditEntries.Add(entry);
            }
        }

        var changed = await context.SaveChangesAsync(cancellationToken) > 0;
        await transaction.CommitAsync(cancellationToken);
        changes.Publish();
        return changed;
    }

    /// <summary>How many of a lot's credits have lost their money: all with all that was paid, of a line that was credited in part the same part, in whole credits.</summary>
    private static long GoneOf(CreditLot lot, InvoiceSnapshot invoice, ReturnedParts returned)
    {
        if (returned.Everything)
        {
            return lot.Granted;
        }

        return invoice.Lines.FirstOrDefault(l => l.Id == lot.Lot) is { Amount.MinorUnits: > 0 and var amount }
            ? (long)((Int128)lot.Granted * Math.Min(returned.Lines.GetValueOrDefault(lot.Lot), amount) / amount)
            : 0;
    }

    /// <summary>The row that is missing; null where none is. What was spent stays spent, and what has expired meanwhile does not come again.</summary>
    private static CreditEntry? Entry(PaidLot paid, long gone, DateTimeOffset now)
    {
        var (lot, again) = (paid.Lot, paid.Rows == 0 ? "" : $":{paid.Rows}");
        if (gone > paid.Returned && Math.Min(gone - paid.Returned, lot.Left) is > 0 and var taken)
        {
            var spent = lot.Granted - paid.Returned - lot.Left;
            var reason = (gone < lot.Granted ? "Part of the purchase refunded" : "Purchase refunded")
                + (spent == 0 || taken < lot.Left ? "" : FormattableString.Invariant($"; {spent:N0} of its {lot.Granted:N0} credits were used before"));
            return CreditLedger.Take(lot, CreditKind.Reversed, taken, $"returned:{lot.Lot}{again}", reason, now);
        }

        return gone < paid.Returned && lot.ExpiresAt > now
            ? CreditLedger.Take(lot, CreditKind.Restored, gone - paid.Returned, $"restored:{lot.Lot}{again}", "The purchase is paid again", now)
            : null;
    }
}
