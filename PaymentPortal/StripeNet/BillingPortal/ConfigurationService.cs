#nullable disable

namespace Stripe.BillingPortal;

public sealed class ConfigurationService(IStripeClient client) : Service(client)
{
    public Task<Configuration> CreateAsync(
        ConfigurationCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Configuration>(HttpMethod.Post, "/v1/billing_portal/configurations", options, requestOptions, cancellationToken);

    public Task<Configuration> GetAsync(
        string id, ConfigurationGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Configuration>(HttpMethod.Get, $"/v1/billing_portal/configurations/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Configuration>> ListAsync(
        ConfigurationListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Configuration>>(HttpMethod.Get, "/v1/billing_portal/configurations", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Configuration> ListAutoPagingAsync(
        ConfigurationListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Configuration>("/v1/billing_portal/configurations", options, requestOptions, cancellationToken);

    public Task<Configuration> UpdateAsync(
        string id, ConfigurationUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Configuration>(HttpMethod.Post, $"/v1/billing_portal/configurations/{Segment(id)}", options, requestOptions, cancellationToken);
}
