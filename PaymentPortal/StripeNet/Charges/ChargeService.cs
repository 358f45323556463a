#nullable disable

namespace Stripe;

public sealed class ChargeService(IStripeClient client) : Service(client)
{
    public Task<Charge> CaptureAsync(
        string id, ChargeCaptureOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Charge>(HttpMethod.Post, $"/v1/charges/{Segment(id)}/capture", options, requestOptions, cancellationToken);

    public Task<Charge> CreateAsync(
        ChargeCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Charge>(HttpMethod.Post, "/v1/charges", options, requestOptions, cancellationToken);

    public Task<Charge> GetAsync(
        string id, ChargeGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Charge>(HttpMethod.Get, $"/v1/charges/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Charge>> ListAsync(
        ChargeListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Charge>>(HttpMethod.Get, "/v1/charges", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Charge> ListAutoPagingAsync(
        ChargeListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Charge>("/v1/charges", options, requestOptions, cancellationToken);

    public Task<StripeSearchResult<Charge>> SearchAsync(
        ChargeSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeSearchResult<Charge>>(HttpMethod.Get, "/v1/charges/search", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Charge> SearchAutoPagingAsync(
        ChargeSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoSearchAsync<Charge>("/v1/charges/search", options, requestOptions, cancellationToken);

    public Task<Charge> UpdateAsync(
        string id, ChargeUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Charge>(HttpMethod.Post, $"/v1/charges/{Segment(id)}", options, requestOptions, cancellationToken);
}
