using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Invoices;

internal static class InvoicesFeature
{
    public static IServiceCollection AddInvoices(this IServiceCollection services) => services
        .AddSingleton<InvoiceContent>()
        .AddSingleton<InvoiceDocuments>()
        .AddSingleton<InvoiceQueries>()
        .AddSingleton<IEffect, FreezeDocument>()
        .AddSingleton<IEffect, PurchaseConfirmation>()
        .AddSingleton<IProjector, InvoiceProjector>();

    public static void MapInvoices(this IEndpointRouteBuilder routes) => InvoiceDownload.Map(routes);
}
