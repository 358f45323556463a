#nullable disable

namespace Stripe.Checkout;

public sealed class SessionService(IStripeClient client) : Service(client)
{
    public Task<Session> CreateAsync(SessionCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Session>(HttpMethod.Post, "/v1/checkout/sessions", options, requestOptions, cancellationToken);

    public Task<Session> ExpireAsync(
        string id, SessionExpireOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Session>(HttpMethod.Post, $"/v1/checkout/sessions/{Segment(id)}/expire", options, requestOptions, cancellationToken);

    public Task<Session> GetAsync(
        string id, SessionGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Session>(HttpMethod.Get, $"/v1/checkout/sessions/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Session>> ListAsync(
        SessionListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Session>>(HttpMethod.Get, "/v1/checkout/sessions", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Session> ListAutoPagingAsync(
        SessionListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Session>("/v1/checkout/sessions", options, requestOptions, cancellationToken);

    public Task<Session> UpdateAsync(string id, SessionUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Session>(HttpMethod.Post, $"/v1/checkout/sessions/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<LineItem>> ListLineItemsAsync(
        string id, SessionLineItemListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<LineItem>>(HttpMethod.Get, $"/v1/checkout/sessions/{Segment(id)}/line_items", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<LineItem> ListLineItemsAutoPagingAsync(
        string id, SessionLineItemListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<LineItem>($"/v1/checkout/sessions/{Segment(id)}/line_items", options, requestOptions, cancellationToken);
}
