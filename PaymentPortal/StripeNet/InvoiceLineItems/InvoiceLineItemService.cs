#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemService(IStripeClient client) : Service(client)
{
    public Task<StripeList<InvoiceLineItem>> ListAsync(
        string parentId, InvoiceLineItemListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<InvoiceLineItem>>(HttpMethod.Get, $"/v1/invoices/{Segment(parentId)}/lines", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<InvoiceLineItem> ListAutoPagingAsync(
        string parentId, InvoiceLineItemListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<InvoiceLineItem>($"/v1/invoices/{Segment(parentId)}/lines", options, requestOptions, cancellationToken);

    public Task<InvoiceLineItem> UpdateAsync(
        string parentId, string id, InvoiceLineItemUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<InvoiceLineItem>(HttpMethod.Post, $"/v1/invoices/{Segment(parentId)}/lines/{Segment(id)}", options, requestOptions, cancellationToken);
}
