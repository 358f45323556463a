#nullable disable

namespace Stripe.Tax;

public sealed class SettingsService(IStripeClient client) : Service(client)
{
    public Task<Settings> GetAsync(RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        GetAsync(null, requestOptions, cancellationToken);

    public Task<Settings> GetAsync(SettingsGetOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Settings>(HttpMethod.Get, "/v1/tax/settings", options, requestOptions, cancellationToken);

    public Task<Settings> UpdateAsync(SettingsUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Settings>(HttpMethod.Post, "/v1/tax/settings", options, requestOptions, cancellationToken);
}
