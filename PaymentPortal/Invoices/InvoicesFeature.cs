using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Invoices;

internal static class InvoicesFeature
{
    public static IServiceCollection AddInvoices(this IServiceCollection services) => services
        .AddSingleton<InvoiceContent>()
        .AddSingleton<InvoiceEffects>()
        .AddSingleton<InvoiceDocuments>()
        .AddSingleton<InvoiceQueries>()
        .AddSingleton<InvoiceList>()
        .AddSingleton<CreditNoteDocuments>()
        .AddSingleton<IEffect, FreezeDocument>()
        .AddSingleton<IEffect, PurchaseConfirmation>()
        .AddSingleton<IEffect, ReceiptMail>()
        .AddSingleton<IEffect, SentInvoiceMail>()
        .AddSingleton<IEffect, CollectionMail>()
        .AddSingleton<IEffect, ReturnedDebitMail>()
        .AddSingleton<IEffect, CreditNoteMail>()
        .AddSingleton<IProjector, ReturnedDebits>()
        .AddSingleton<IProjector, CreditNoteProjector>()
        .AddSingleton<IProjector, InvoiceProjector>()
        .AddSingleton<IProjector, InvoiceOwners>();

    public static void MapInvoices(this IEndpointRouteBuilder routes) => InvoiceDownload.Map(routes);
}
