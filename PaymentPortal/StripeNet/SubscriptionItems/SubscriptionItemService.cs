#nullable disable

namespace Stripe;

public sealed class SubscriptionItemService(IStripeClient client) : Service(client)
{
    public Task<SubscriptionItem> CreateAsync(
        SubscriptionItemCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionItem>(HttpMethod.Post, "/v1/subscription_items", options, requestOptions, cancellationToken);

    public Task<SubscriptionItem> DeleteAsync(
        string id, SubscriptionItemDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionItem>(HttpMethod.Delete, $"/v1/subscription_items/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<SubscriptionItem> GetAsync(
        string id, SubscriptionItemGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionItem>(HttpMethod.Get, $"/v1/subscription_items/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<SubscriptionItem>> ListAsync(
        SubscriptionItemListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<SubscriptionItem>>(HttpMethod.Get, "/v1/subscription_items", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<SubscriptionItem> ListAutoPagingAsync(
        SubscriptionItemListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<SubscriptionItem>("/v1/subscription_items", options, requestOptions, cancellationToken);

    public Task<SubscriptionItem> UpdateAsync(
        string id, SubscriptionItemUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionItem>(HttpMethod.Post, $"/v1/subscription_items/{Segment(id)}", options, requestOptions, cancellationToken);
}
