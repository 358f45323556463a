#nullable disable

namespace Stripe;

public sealed class PayoutService(IStripeClient client) : Service(client)
{
    public Task<Payout> CancelAsync(
        string id, PayoutCancelOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Payout>(HttpMethod.Post, $"/v1/payouts/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public Task<Payout> CreateAsync(PayoutCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Payout>(HttpMethod.Post, "/v1/payouts", options, requestOptions, cancellationToken);

    public Task<Payout> GetAsync(string id, PayoutGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Payout>(HttpMethod.Get, $"/v1/payouts/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Payout>> ListAsync(
        PayoutListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Payout>>(HttpMethod.Get, "/v1/payouts", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Payout> ListAutoPagingAsync(
        PayoutListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Payout>("/v1/payouts", options, requestOptions, cancellationToken);

    public Task<Payout> ReverseAsync(
        string id, PayoutReverseOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Payout>(HttpMethod.Post, $"/v1/payouts/{Segment(id)}/reverse", options, requestOptions, cancellationToken);

    public Task<Payout> UpdateAsync(string id, PayoutUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Payout>(HttpMethod.Post, $"/v1/payouts/{Segment(id)}", options, requestOptions, cancellationToken);
}
