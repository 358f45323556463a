#nullable disable

namespace Stripe;

public sealed class SubscriptionService(IStripeClient client) : Service(client)
{
    public Task<Subscription> CancelAsync(
        string id, SubscriptionCancelOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Subscription>(HttpMethod.Delete, $"/v1/subscriptions/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<Subscription> CreateAsync(
        SubscriptionCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Subscription>(HttpMethod.Post, "/v1/subscriptions", options, requestOptions, cancellationToken);

    public Task<Discount> DeleteDiscountAsync(
        string id, SubscriptionDeleteDiscountOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Discount>(HttpMethod.Delete, $"/v1/subscriptions/{Segment(id)}/discount", options, requestOptions, cancellationToken);

    public Task<Subscription> GetAsync(
        string id, SubscriptionGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Subscription>(HttpMethod.Get, $"/v1/subscriptions/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Subscription>> ListAsync(
        SubscriptionListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Subscription>>(HttpMethod.Get, "/v1/subscriptions", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Subscription> ListAutoPagingAsync(
        SubscriptionListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Subscription>("/v1/subscriptions", options, requestOptions, cancellationToken);

    public Task<Subscription> ResumeAsync(
        string id, SubscriptionResumeOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Subscription>(HttpMethod.Post, $"/v1/subscriptions/{Segment(id)}/resume", options, requestOptions, cancellationToken);

    public Task<StripeSearchResult<Subscription>> SearchAsync(
        SubscriptionSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeSearchResult<Subscription>>(HttpMethod.Get, "/v1/subscriptions/search", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Subscription> SearchAutoPagingAsync(
        SubscriptionSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoSearchAsync<Subscription>("/v1/subscriptions/search", options, requestOptions, cancellationToken);

    public Task<Subscription> UpdateAsync(
        string id, SubscriptionUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Subscription>(HttpMethod.Post, $"/v1/subscriptions/{Segment(id)}", options, requestOptions, cancellationToken);
}
