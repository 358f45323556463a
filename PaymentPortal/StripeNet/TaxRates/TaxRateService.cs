#nullable disable

namespace Stripe;

public sealed class TaxRateService(IStripeClient client) : Service(client)
{
    public Task<TaxRate> CreateAsync(
        TaxRateCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxRate>(HttpMethod.Post, "/v1/tax_rates", options, requestOptions, cancellationToken);

    public Task<TaxRate> GetAsync(
        string id, TaxRateGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxRate>(HttpMethod.Get, $"/v1/tax_rates/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<TaxRate>> ListAsync(
        TaxRateListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<TaxRate>>(HttpMethod.Get, "/v1/tax_rates", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<TaxRate> ListAutoPagingAsync(
        TaxRateListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<TaxRate>("/v1/tax_rates", options, requestOptions, cancellationToken);

    public Task<TaxRate> UpdateAsync(
        string id, TaxRateUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TaxRate>(HttpMethod.Post, $"/v1/tax_rates/{Segment(id)}", options, requestOptions, cancellationToken);
}
