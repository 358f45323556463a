#nullable disable

namespace Stripe;

public sealed class WebhookEndpointService(IStripeClient client) : Service(client)
{
    public Task<WebhookEndpoint> CreateAsync(
        WebhookEndpointCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<WebhookEndpoint>(HttpMethod.Post, "/v1/webhook_endpoints", options, requestOptions, cancellationToken);

    public Task<WebhookEndpoint> DeleteAsync(
        string id, WebhookEndpointDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<WebhookEndpoint>(HttpMethod.Delete, $"/v1/webhook_endpoints/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<WebhookEndpoint> GetAsync(
        string id, WebhookEndpointGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<WebhookEndpoint>(HttpMethod.Get, $"/v1/webhook_endpoints/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<WebhookEndpoint>> ListAsync(
        WebhookEndpointListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<WebhookEndpoint>>(HttpMethod.Get, "/v1/webhook_endpoints", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<WebhookEndpoint> ListAutoPagingAsync(
        WebhookEndpointListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<WebhookEndpoint>("/v1/webhook_endpoints", options, requestOptions, cancellationToken);

    public Task<WebhookEndpoint> UpdateAsync(
        string id, WebhookEndpointUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<WebhookEndpoint>(HttpMethod.Post, $"/v1/webhook_endpoints/{Segment(id)}", options, requestOptions, cancellationToken);
}
