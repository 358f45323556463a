#nullable disable

namespace Stripe;

public sealed class SetupIntentService(IStripeClient client) : Service(client)
{
    public Task<SetupIntent> CancelAsync(
        string id, SetupIntentCancelOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SetupIntent>(HttpMethod.Post, $"/v1/setup_intents/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public Task<SetupIntent> ConfirmAsync(
        string id, SetupIntentConfirmOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SetupIntent>(HttpMethod.Post, $"/v1/setup_intents/{Segment(id)}/confirm", options, requestOptions, cancellationToken);

    public Task<SetupIntent> CreateAsync(
        SetupIntentCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SetupIntent>(HttpMethod.Post, "/v1/setup_intents", options, requestOptions, cancellationToken);

    public Task<SetupIntent> GetAsync(
        string id, SetupIntentGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SetupIntent>(HttpMethod.Get, $"/v1/setup_intents/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<SetupIntent>> ListAsync(
        SetupIntentListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<SetupIntent>>(HttpMethod.Get, "/v1/setup_intents", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<SetupIntent> ListAutoPagingAsync(
        SetupIntentListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<SetupIntent>("/v1/setup_intents", options, requestOptions, cancellationToken);

    public Task<SetupIntent> UpdateAsync(
        string id, SetupIntentUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<SetupIntent>(HttpMethod.Post, $"/v1/setup_intents/{Segment(id)}", options, requestOptions, cancellationToken);
}
