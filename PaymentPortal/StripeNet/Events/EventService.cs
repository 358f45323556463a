#nullable disable

namespace Stripe;

public sealed class EventService(IStripeClient client) : Service(client)
{
    public Task<Event> GetAsync(
        string id, EventGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Event>(HttpMethod.Get, $"/v1/events/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Event>> ListAsync(
        EventListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Event>>(HttpMethod.Get, "/v1/events", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Event> ListAutoPagingAsync(
        EventListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Event>("/v1/events", options, requestOptions, cancellationToken);
}
