#nullable disable

namespace Stripe;

public sealed class InvoiceService(IStripeClient client) : Service(client)
{
    public InvoiceLineItemService LineItems => field ??= new(Client);

    public Task<Invoice> AttachPaymentAsync(
        string id, InvoiceAttachPaymentOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, $"/v1/invoices/{Segment(id)}/attach_payment", options, requestOptions, cancellationToken);

    public Task<Invoice> CreateAsync(
        InvoiceCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, "/v1/invoices", options, requestOptions, cancellationToken);

    public Task<Invoice> CreatePreviewAsync(
        InvoiceCreatePreviewOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, "/v1/invoices/create_preview", options, requestOptions, cancellationToken);

    public Task<Invoice> DeleteAsync(
        string id, InvoiceDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Delete, $"/v1/invoices/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<Invoice> FinalizeInvoiceAsync(
        string id, InvoiceFinalizeOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, $"/v1/invoices/{Segment(id)}/finalize", options, requestOptions, cancellationToken);

    public Task<Invoice> GetAsync(
        string id, InvoiceGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Get, $"/v1/invoices/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Invoice>> ListAsync(
        InvoiceListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Invoice>>(HttpMethod.Get, "/v1/invoices", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Invoice> ListAutoPagingAsync(
        InvoiceListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Invoice>("/v1/invoices", options, requestOptions, cancellationToken);

    public Task<Invoice> MarkUncollectibleAsync(
        string id, InvoiceMarkUncollectibleOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, $"/v1/invoices/{Segment(id)}/mark_uncollectible", options, requestOptions, cancellationToken);

    public Task<Invoice> PayAsync(
        string id, InvoicePayOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, $"/v1/invoices/{Segment(id)}/pay", options, requestOptions, cancellationToken);

    public Task<StripeSearchResult<Invoice>> SearchAsync(
        InvoiceSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeSearchResult<Invoice>>(HttpMethod.Get, "/v1/invoices/search", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Invoice> SearchAutoPagingAsync(
        InvoiceSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoSearchAsync<Invoice>("/v1/invoices/search", options, requestOptions, cancellationToken);

    public Task<Invoice> SendInvoiceAsync(
        string id, InvoiceSendOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, $"/v1/invoices/{Segment(id)}/send", options, requestOptions, cancellationToken);

    public Task<Invoice> UpdateAsync(
        string id, InvoiceUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, $"/v1/invoices/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<Invoice> VoidInvoiceAsync(
        string id, InvoiceVoidOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Post, $"/v1/invoices/{Segment(id)}/void", options, requestOptions, cancellationToken);

    public Task<StripeList<InvoiceLineItem>> ListLineItemsAsync(
        string id, InvoiceListLineItemsOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<InvoiceLineItem>>(HttpMethod.Get, $"/v1/invoices/{Segment(id)}/lines", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<InvoiceLineItem> ListLineItemsAutoPagingAsync(
        string id, InvoiceListLineItemsOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<InvoiceLineItem>($"/v1/invoices/{Segment(id)}/lines", options, requestOptions, cancellationToken);
}
