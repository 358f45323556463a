using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Everything that the sandbox answers.</summary>
internal static class AllResources
{
    public static Router Map()
    {
        var router = new Router();
        Account.Map(router);
        BalanceTransactions.Map(router);
        Charges.Map(router);
        CheckoutSessions.Map(router);
        Coupons.Map(router);
        CreditNotes.Map(router);
        CustomerBalance.Map(router);
        Customers.Map(router);
        DirectCharges.Map(router);
        Discounts.Map(router);
        Disputes.Map(router);
        EarlyFraudWarnings.Map(router);
        Events.Map(router);
        InvoiceItems.Map(router);
        InvoicePayments.Map(router);
        Invoices.Map(router);
        Mandates.Map(router);
        Microdeposits.Map(router);
        MeterEvents.Map(router);
        Meters.Map(router);
        PaymentIntents.Map(router);
        PaymentMethods.Map(router);
        Payouts.Map(router);
        PortalSessions.Map(router);
        Prices.Map(router);
        Products.Map(router);
        PromotionCodes.Map(router);
        Purses.Map(router);
        Refunds.Map(router);
        Searches.Map(router);
        SetupAttempts.Map(router);
        SetupIntents.Map(router);
        SubscriptionItems.Map(router);
        SubscriptionSchedules.Map(router);
        Subscriptions.Map(router);
        TaxIds.Map(router);
        TaxRates.Map(router);
        TaxRegistrations.Map(router);
        TaxSettings.Map(router);
        TestClocks.Map(router);
        ThreeDSecure.Map(router);
        WebhookEndpoints.Map(router);
        return router;
    }
}
