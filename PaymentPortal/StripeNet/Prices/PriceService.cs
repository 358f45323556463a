#nullable disable

namespace Stripe;

public sealed class PriceService(IStripeClient client) : Service(client)
{
    public Task<Price> CreateAsync(PriceCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Price>(HttpMethod.Post, "/v1/prices", options, requestOptions, cancellationToken);

    public Task<Price> GetAsync(
        string id, PriceGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Price>(HttpMethod.Get, $"/v1/prices/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Price>> ListAsync(
        PriceListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Price>>(HttpMethod.Get, "/v1/prices", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Price> ListAutoPagingAsync(
        PriceListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Price>("/v1/prices", options, requestOptions, cancellationToken);

    public Task<StripeSearchResult<Price>> SearchAsync(
        PriceSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeSearchResult<Price>>(HttpMethod.Get, "/v1/prices/search", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Price> SearchAutoPagingAsync(
        PriceSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoSearchAsync<Price>("/v1/prices/search", options, requestOptions, cancellationToken);

    public Task<Price> UpdateAsync(
        string id, PriceUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Price>(HttpMethod.Post, $"/v1/prices/{Segment(id)}", options, requestOptions, cancellationToken);
}
