#nullable disable

namespace Stripe;

public sealed class InvoicePaymentService(IStripeClient client) : Service(client)
{
    public Task<InvoicePayment> GetAsync(
        string id, InvoicePaymentGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<InvoicePayment>(HttpMethod.Get, $"/v1/invoice_payments/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<InvoicePayment>> ListAsync(
        InvoicePaymentListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<InvoicePayment>>(HttpMethod.Get, "/v1/invoice_payments", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<InvoicePayment> ListAutoPagingAsync(
        InvoicePaymentListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<InvoicePayment>("/v1/invoice_payments", options, requestOptions, cancellationToken);
}
