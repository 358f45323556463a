#nullable disable

namespace Stripe;

public sealed class PaymentIntentService(IStripeClient client) : Service(client)
{
    public Task<PaymentIntent> CancelAsync(
        string id, PaymentIntentCancelOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentIntent>(HttpMethod.Post, $"/v1/payment_intents/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public Task<PaymentIntent> CaptureAsync(
        string id, PaymentIntentCaptureOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentIntent>(HttpMethod.Post, $"/v1/payment_intents/{Segment(id)}/capture", options, requestOptions, cancellationToken);

    public Task<PaymentIntent> ConfirmAsync(
        string id, PaymentIntentConfirmOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentIntent>(HttpMethod.Post, $"/v1/payment_intents/{Segment(id)}/confirm", options, requestOptions, cancellationToken);

    public Task<PaymentIntent> CreateAsync(
        PaymentIntentCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentIntent>(HttpMethod.Post, "/v1/payment_intents", options, requestOptions, cancellationToken);

    public Task<PaymentIntent> GetAsync(
        string id, PaymentIntentGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentIntent>(HttpMethod.Get, $"/v1/payment_intents/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<PaymentIntent>> ListAsync(
        PaymentIntentListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<PaymentIntent>>(HttpMethod.Get, "/v1/payment_intents", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<PaymentIntent> ListAutoPagingAsync(
        PaymentIntentListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<PaymentIntent>("/v1/payment_intents", options, requestOptions, cancellationToken);

    public Task<StripeSearchResult<PaymentIntent>> SearchAsync(
        PaymentIntentSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeSearchResult<PaymentIntent>>(HttpMethod.Get, "/v1/payment_intents/search", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<PaymentIntent> SearchAutoPagingAsync(
        PaymentIntentSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoSearchAsync<PaymentIntent>("/v1/payment_intents/search", options, requestOptions, cancellationToken);

    public Task<PaymentIntent> UpdateAsync(
        string id, PaymentIntentUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentIntent>(HttpMethod.Post, $"/v1/payment_intents/{Segment(id)}", options, requestOptions, cancellationToken);
}
