#nullable disable

namespace Stripe;

public sealed class InvoiceItemService(IStripeClient client) : Service(client)
{
    public Task<InvoiceItem> CreateAsync(
        InvoiceItemCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<InvoiceItem>(HttpMethod.Post, "/v1/invoiceitems", options, requestOptions, cancellationToken);

    public Task<InvoiceItem> DeleteAsync(
        string id, InvoiceItemDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<InvoiceItem>(HttpMethod.Delete, $"/v1/invoiceitems/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<InvoiceItem> GetAsync(
        string id, InvoiceItemGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<InvoiceItem>(HttpMethod.Get, $"/v1/invoiceitems/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<InvoiceItem>> ListAsync(
        InvoiceItemListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<InvoiceItem>>(HttpMethod.Get, "/v1/invoiceitems", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<InvoiceItem> ListAutoPagingAsync(
        InvoiceItemListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<InvoiceItem>("/v1/invoiceitems", options, requestOptions, cancellationToken);

    public Task<InvoiceItem> UpdateAsync(
        string id, InvoiceItemUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<InvoiceItem>(HttpMethod.Post, $"/v1/invoiceitems/{Segment(id)}", options, requestOptions, cancellationToken);
}
