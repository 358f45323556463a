using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using static PaymentPortal.Gateway.SnapshotReader;

namespace PaymentPortal.Gateway;

/// <summary>Reads invoices, their lines and their credit notes.</summary>
internal static class InvoiceReader
{
    public static InvoiceSnapshot Of(Stripe.Invoice invoice)
    {
        var currency = Currency.Parse(invoice.Currency);
        return new(
            invoice.Id,
            invoice.CustomerId,
            invoice.Parent?.SubscriptionDetails?.SubscriptionId,
            Organisation(invoice.Parent?.SubscriptionDetails?.Metadata) ?? Organisation(invoice.Metadata),
            invoice.Number,
            invoice.Status ?? "draft",
            invoice.BillingReason,
            new Money(invoice.Subtotal, currency),
            new Money(invoice.TotalDiscountAmounts?.Sum(d => d.Amount) ?? 0, currency),
            new Money(invoice.TotalTaxes?.Sum(t => t.Amount) ?? 0, currency),
            new Money(invoice.Total, currency),
            new Money(invoice.AmountPaid, currency),
            new Money(invoice.AmountRemaining, currency),
            Utc(invoice.Created),
            Utc(invoice.DueDate),
            Utc(invoice.StatusTransitions?.FinalizedAt),
            Utc(invoice.StatusTransitions?.PaidAt),
            Utc(invoice.StatusTransitions?.VoidedAt),
            new BuyerSnapshot(
                invoice.CustomerName,
                invoice.CustomerEmail,
                invoice.CustomerAddress is { } a ? new AddressSnapshot(a.Line1, a.Line2, a.City, a.PostalCode, a.State, a.Country) : null,
                [.. invoice.CustomerTaxIds?.Select(t => t.Value) ?? []]),
            [.. invoice.Lines?.Data.Select(Of) ?? []],
            [.. invoice.TotalTaxes?.Select(t => Tax(t.TaxRateDetails?.TaxRateId, t.Amount, t.TaxableAmount, t.TaxBehavior, t.TaxabilityReason, currency)) ?? []],
            invoice.Lines is { HasMore: false })
        {
            AttemptCount = (int)invoice.AttemptCount,
            NextAttemptAt = Utc(invoice.NextPaymentAttempt),
            HasAutomaticTax = invoice.AutomaticTax is { Enabled: true },
            IsCollected = invoice.AutoAdvance,
            IsSent = invoice.CollectionMethod == "send_invoice",
            AppliedBalance = invoice.EndingBalance is { } ending && invoice.StartingBalance - ending + CarriedOver(invoice) is not 0 and var applied ? new Money(applied, currency) : null,
            CarriedOver = CarriedOver(invoice) is not 0 and var rest ? new Money(rest, currency) : null,
            TakenOff = invoice.PrePaymentCreditNotesAmount == 0 ? null : new Money(invoice.PrePaymentCreditNotesAmount, currency),
        };
    }

    public static InvoiceLineSnapshot Of(Stripe.InvoiceLineItem line)
    {
        var currency = Currency.Parse(line.Currency);
        return new(
            line.Description ?? "",
            line.Quantity ?? 1,
            line.Pricing?.UnitAmountDecimal,
            new Money(line.Amount, currency),
            new Money(line.DiscountAmounts?.Sum(d => d.Amount) ?? 0, currency),
            Utc(line.Period.Start),
            Utc(line.Period.End),
            [.. line.Taxes?.Select(t => Tax(t.TaxRateDetails?.TaxRateId, t.Amount, t.TaxableAmount, t.TaxBehavior, t.TaxabilityReason, currency)) ?? []])
        {
            Id = line.Id,
            Discounts = [.. line.DiscountAmounts?.Where(d => d.Amount != 0).Select(d => new Money(d.Amount, currency)) ?? []],
            ProductId = line.Pricing?.PriceDetails?.Product,
            PriceId = line.Pricing?.PriceDetails?.PriceId,
            IsProration = line.Parent?.InvoiceItemDetails?.Proration == true || line.Parent?.SubscriptionItemDetails?.Proration == true,
            CreditedInvoiceId = line.Parent?.InvoiceItemDetails?.ProrationDetails?.CreditedItems?.Invoice ?? line.Parent?.SubscriptionItemDetails?.ProrationDetails?.CreditedItems?.Invoice,
            CreditedLineIds = line.Parent?.InvoiceItemDetails?.ProrationDetails?.CreditedItems?.InvoiceLineItems ?? line.Parent?.SubscriptionItemDetails?.ProrationDetails?.CreditedItems?.InvoiceLineItems ?? [],
        };
    }

    public static CreditNoteSnapshot Of(Stripe.CreditNote note)
    {
        var currency = Currency.Parse(note.Currency);
        return new(
            note.Id,
            note.InvoiceId,
            note.CustomerId,
            note.Number,
            note.Status,
            note.Reason,
            note.Memo,
            new Money(note.Subtotal, currency),
            new Money(note.DiscountAmount, currency),
            new Money(note.Total, currency),
            Utc(note.Created),
            Utc(note.VoidedAt),
            [.. note.Lines?.Data.Select(line => new CreditNoteLineSnapshot(
                line.Description ?? "", line.Quantity ?? 1, line.UnitAmountDecimal, new Money(line.Amount, currency), new Money(line.DiscountAmount, currency),
                [.. line.Taxes?.Select(t => Tax(t.TaxRateDetails?.TaxRateId, t.Amount, t.TaxableAmount, t.TaxBehavior, t.TaxabilityReason, currency)) ?? []])) ?? []],
            [.. note.TotalTaxes?.Select(t => Tax(t.TaxRateDetails?.TaxRateId, t.Amount, t.TaxableAmount, t.TaxBehavior, t.TaxabilityReason, currency)) ?? []])
        {
            PrePayment = new Money(note.PrePaymentAmount, currency),
            PostPayment = new Money(note.PostPaymentAmount, currency),
            Refunded = new Money(note.Refunds?.Sum(r => r.AmountRefunded) ?? 0, currency),
            OutOfBand = new Money(note.OutOfBandAmount ?? 0, currency),
        };
    }

    /// <summary>What an invoice that asks for something leaves owed, because Stripe does not charge so little.</summary>
    private static long CarriedOver(Stripe.Invoice invoice) => invoice is { Total: > 0, EndingBalance: > 0 and { } left } ? left : 0;

    private static TaxSnapshot Tax(string? rate, long amount, long? taxable, string behaviour, string? reason, Currency currency) =>
        new(rate, new Money(amount, currency), new Money(taxable ?? 0, currency), behaviour == "inclusive") { Reason = reason };
}
