#nullable disable

namespace Stripe;

public sealed class TaxIdService(IStripeClient client) : Service(client)
{
    public Task<TaxId> CreateAsync(TaxIdCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxId>(HttpMethod.Post, "/v1/tax_ids", options, requestOptions, cancellationToken);

    public Task<TaxId> DeleteAsync(
        string id, TaxIdDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxId>(HttpMethod.Delete, $"/v1/tax_ids/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<TaxId> GetAsync(
        string id, TaxIdGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxId>(HttpMethod.Get, $"/v1/tax_ids/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<TaxId>> ListAsync(
        TaxIdListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<TaxId>>(HttpMethod.Get, "/v1/tax_ids", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<TaxId> ListAutoPagingAsync(
        TaxIdListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<TaxId>("/v1/tax_ids", options, requestOptions, cancellationToken);
}
