#nullable disable

namespace Stripe;

/// <summary>Which class reads which kind of object, by the text of its field <c>object</c>.</summary>
public static class StripeTypeRegistry
{
    public static readonly IReadOnlyDictionary<string, Type> ObjectsToTypes = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["account"] = typeof(Account),
        ["balance"] = typeof(Balance),
        ["balance_transaction"] = typeof(BalanceTransaction),
        ["billing.meter"] = typeof(Billing.Meter),
        ["billing.meter_event"] = typeof(Billing.MeterEvent),
        ["billing.meter_event_summary"] = typeof(Billing.MeterEventSummary),
        ["billing_portal.configuration"] = typeof(BillingPortal.Configuration),
        ["billing_portal.session"] = typeof(BillingPortal.Session),
        ["charge"] = typeof(Charge),
        ["checkout.session"] = typeof(Checkout.Session),
        ["coupon"] = typeof(Coupon),
        ["credit_note"] = typeof(CreditNote),
        ["credit_note_line_item"] = typeof(CreditNoteLineItem),
        ["customer"] = typeof(Customer),
        ["customer_balance_transaction"] = typeof(CustomerBalanceTransaction),
        ["discount"] = typeof(Discount),
        ["dispute"] = typeof(Dispute),
        ["event"] = typeof(Event),
        ["invoice"] = typeof(Invoice),
        ["invoice_payment"] = typeof(InvoicePayment),
        ["invoiceitem"] = typeof(InvoiceItem),
        ["line_item"] = typeof(InvoiceLineItem),
        ["payment_intent"] = typeof(PaymentIntent),
        ["payment_method"] = typeof(PaymentMethod),
        ["payout"] = typeof(Payout),
        ["price"] = typeof(Price),
        ["product"] = typeof(Product),
        ["promotion_code"] = typeof(PromotionCode),
        ["refund"] = typeof(Refund),
        ["setup_intent"] = typeof(SetupIntent),
        ["subscription"] = typeof(Subscription),
        ["subscription_item"] = typeof(SubscriptionItem),
        ["subscription_schedule"] = typeof(SubscriptionSchedule),
        ["tax.registration"] = typeof(Tax.Registration),
        ["tax.settings"] = typeof(Tax.Settings),
        ["tax_code"] = typeof(TaxCode),
        ["tax_id"] = typeof(TaxId),
        ["tax_rate"] = typeof(TaxRate),
        ["test_helpers.test_clock"] = typeof(TestHelpers.TestClock),
        ["webhook_endpoint"] = typeof(WebhookEndpoint),
    };

    /// <summary>The class for an object, or null where none is known or it does not fit <paramref name="potentialType"/>.</summary>
    public static Type GetConcreteType(Type potentialType, string objectValue)
    {
        if (potentialType is { IsInterface: false })
        {
            return potentialType;
        }

        return objectValue is not null
            && ObjectsToTypes.TryGetValue(objectValue, out var concrete)
            && potentialType?.IsAssignableFrom(concrete) != false
                ? concrete
                : null;
    }
}
