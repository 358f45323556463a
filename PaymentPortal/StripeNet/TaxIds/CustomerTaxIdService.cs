#nullable disable

namespace Stripe;

public sealed class CustomerTaxIdService(IStripeClient client) : Service(client)
{
    public Task<TaxId> CreateAsync(
        string parentId, CustomerTaxIdCreateOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxId>(HttpMethod.Post, $"/v1/customers/{Segment(parentId)}/tax_ids", options, requestOptions, cancellationToken);

    public Task<TaxId> DeleteAsync(
        string parentId, string id, CustomerTaxIdDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxId>(HttpMethod.Delete, $"/v1/customers/{Segment(parentId)}/tax_ids/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<TaxId> GetAsync(
        string parentId, string id, CustomerTaxIdGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxId>(HttpMethod.Get, $"/v1/customers/{Segment(parentId)}/tax_ids/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<TaxId>> ListAsync(
        string parentId, CustomerTaxIdListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<TaxId>>(HttpMethod.Get, $"/v1/customers/{Segment(parentId)}/tax_ids", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<TaxId> ListAutoPagingAsync(
        string parentId, CustomerTaxIdListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<TaxId>($"/v1/customers/{Segment(parentId)}/tax_ids", options, requestOptions, cancellationToken);
}
