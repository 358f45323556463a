#nullable disable

namespace Stripe;

public sealed class DisputeService(IStripeClient client) : Service(client)
{
    public Task<Dispute> CloseAsync(
        string id, DisputeCloseOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Dispute>(HttpMethod.Post, $"/v1/disputes/{Segment(id)}/close", options, requestOptions, cancellationToken);

    public Task<Dispute> GetAsync(
        string id, DisputeGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Dispute>(HttpMethod.Get, $"/v1/disputes/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Dispute>> ListAsync(
        DisputeListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Dispute>>(HttpMethod.Get, "/v1/disputes", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Dispute> ListAutoPagingAsync(
        DisputeListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Dispute>("/v1/disputes", options, requestOptions, cancellationToken);

    public Task<Dispute> UpdateAsync(
        string id, DisputeUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Dispute>(HttpMethod.Post, $"/v1/disputes/{Segment(id)}", options, requestOptions, cancellationToken);
}
