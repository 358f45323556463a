namespace PaymentPortal.Billing;

internal static class BillingFeature
{
    public static IServiceCollection AddBilling(this IServiceCollection services) => services
        .AddSingleton<BillingQueries>()
        .AddSingleton<SentInvoices>()
        .AddSingleton<BillingAccounts>()
        .AddSingleton<InvoiceQuery>()
        .AddSingleton<CardQuery>()
        .AddSingleton<AccountsToConfirm>()
        .AddSingleton<CreditLeftQuery>()
        .AddSingleton<UsePaymentMethod>()
        .AddSingleton<ConfirmChange>()
        .AddSingleton<RemovePaymentMethod>()
        .AddSingleton<SaveBillingParty>();

    public static void MapBilling(this IEndpointRouteBuilder routes) => CardEndpoints.Map(routes);
}
