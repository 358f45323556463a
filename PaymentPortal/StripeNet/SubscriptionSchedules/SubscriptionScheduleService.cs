#nullable disable

namespace Stripe;

public sealed class SubscriptionScheduleService(IStripeClient client) : Service(client)
{
    public Task<SubscriptionSchedule> CancelAsync(
        string id, SubscriptionScheduleCancelOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionSchedule>(HttpMethod.Post, $"/v1/subscription_schedules/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public Task<SubscriptionSchedule> CreateAsync(
        SubscriptionScheduleCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionSchedule>(HttpMethod.Post, "/v1/subscription_schedules", options, requestOptions, cancellationToken);

    public Task<SubscriptionSchedule> GetAsync(
        string id, SubscriptionScheduleGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionSchedule>(HttpMethod.Get, $"/v1/subscription_schedules/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<SubscriptionSchedule>> ListAsync(
        SubscriptionScheduleListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<SubscriptionSchedule>>(HttpMethod.Get, "/v1/subscription_schedules", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<SubscriptionSchedule> ListAutoPagingAsync(
        SubscriptionScheduleListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<SubscriptionSchedule>("/v1/subscription_schedules", options, requestOptions, cancellationToken);

    public Task<SubscriptionSchedule> ReleaseAsync(
        string id, SubscriptionScheduleReleaseOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionSchedule>(HttpMethod.Post, $"/v1/subscription_schedules/{Segment(id)}/release", options, requestOptions, cancellationToken);

    public Task<SubscriptionSchedule> UpdateAsync(
        string id, SubscriptionScheduleUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SubscriptionSchedule>(HttpMethod.Post, $"/v1/subscription_schedules/{Segment(id)}", options, requestOptions, cancellationToken);
}
