#nullable disable

namespace Stripe;

public sealed class ProductService(IStripeClient client) : Service(client)
{
    public Task<Product> CreateAsync(
        ProductCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Product>(HttpMethod.Post, "/v1/products", options, requestOptions, cancellationToken);

    public Task<Product> DeleteAsync(
        string id, ProductDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Product>(HttpMethod.Delete, $"/v1/products/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<Product> GetAsync(
        string id, ProductGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Product>(HttpMethod.Get, $"/v1/products/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Product>> ListAsync(
        ProductListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Product>>(HttpMethod.Get, "/v1/products", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Product> ListAutoPagingAsync(
        ProductListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Product>("/v1/products", options, requestOptions, cancellationToken);

    public Task<StripeSearchResult<Product>> SearchAsync(
        ProductSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeSearchResult<Product>>(HttpMethod.Get, "/v1/products/search", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Product> SearchAutoPagingAsync(
        ProductSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoSearchAsync<Product>("/v1/products/search", options, requestOptions, cancellationToken);

    public Task<Product> UpdateAsync(
        string id, ProductUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Product>(HttpMethod.Post, $"/v1/products/{Segment(id)}", options, requestOptions, cancellationToken);
}
