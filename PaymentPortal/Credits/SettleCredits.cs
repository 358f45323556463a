using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Gateway;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Credits;

/// <summary>The invoice to look at, or the payment that pays it.</summary>
internal sealed record CreditCause(string? InvoiceId, string? PaymentId);

/// <summary>
/// Makes the ledger say what an invoice comes to: grants all of its lines, those that an event leaves out too, and takes back what is left of lots whose money was given back.
/// It asks Stripe how invoice, payments and credit notes stand now, so that it does not matter which of them was told first.
/// </summary>
internal sealed class SettleCredits(IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, GrantCredits grants, ChangeSignal changes, TimeProvider time) : IEffect
{
    public const string EffectName = "credits.settle";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var cause = JsonSerializer.Deserialize<CreditCause>(message.Payload)!;
        var invoiceId = cause.InvoiceId ?? Answered(await gateway.FindInvoiceOfPaymentAsync(cause.PaymentId!, cancellationToken));
        if (invoiceId.Length > 0)
        {
            await SettleAsync(invoiceId, cancellationToken);
        }
    }

    private async Task SettleAsync(string invoiceId, CancellationToken cancellationToken)
    {
        var invoice = Answered(await gateway.GetInvoiceAsync(invoiceId, cancellationToken)).Snapshot;
        if (invoice is not { Status: "paid", OrganisationId: { } organisation })
        {
            return;
        }

        var returned = Answered(await gateway.GetReturnedPartsAsync(invoiceId, cancellationToken));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await CreditLedger.HoldAsync(context, new OrganisationId(organisation), cancellationToken);
        await grants.AddAsync(context, invoice, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        foreach (var lot in await CreditLedger.OfInvoice(context, invoiceId).ToListAsync(cancellationToken))
        {
            var line = invoice.Lines.FirstOrDefault(l => l.Id == lot.Lot);
            if (returned.Everything || (line is not null && returned.Lines.GetValueOrDefault(line.Id) >= line.Amount.MinorUnits && line.Amount.MinorUnits > 0))
            {
                var spent = lot.Granted - lot.Left;
                var reason = spent == 0 ? "Purchase refunded" : FormattableString.Invariant($"Purchase refunded; {spent:N0} of its {lot.Granted:N0} credits were used before");
                context.CreditEntries.Add(CreditLedger.Take(lot, CreditKind.Reversed, lot.Left, $"returned:{lot.Lot}", reason, time.GetUtcNow()));
            }
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Publish();
    }

    private static T Answered<T>(Outcome<T> answer)
        where T : notnull =>
        answer.IsDone ? answer.Value : throw (StripeFault.Passes(answer.Refusal) ? new EffectWaitsException(answer.Refusal.Sentence) : new InvalidOperationException(answer.Refusal.Sentence));
}
