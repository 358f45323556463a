#nullable disable

namespace Stripe.Billing;

public sealed class MeterService(IStripeClient client) : Service(client)
{
    public MeterEventSummaryService EventSummaries => field ??= new(Client);

    public Task<Meter> CreateAsync(MeterCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Meter>(HttpMethod.Post, "/v1/billing/meters", options, requestOptions, cancellationToken);

    public Task<Meter> DeactivateAsync(
        string id, MeterDeactivateOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Meter>(HttpMethod.Post, $"/v1/billing/meters/{Segment(id)}/deactivate", options, requestOptions, cancellationToken);

    public Task<Meter> GetAsync(string id, MeterGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Meter>(HttpMethod.Get, $"/v1/billing/meters/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Meter>> ListAsync(MeterListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Meter>>(HttpMethod.Get, "/v1/billing/meters", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Meter> ListAutoPagingAsync(
        MeterListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Meter>("/v1/billing/meters", options, requestOptions, cancellationToken);

    public Task<Meter> ReactivateAsync(
        string id, MeterReactivateOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Meter>(HttpMethod.Post, $"/v1/billing/meters/{Segment(id)}/reactivate", options, requestOptions, cancellationToken);

    public Task<Meter> UpdateAsync(string id, MeterUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Meter>(HttpMethod.Post, $"/v1/billing/meters/{Segment(id)}", options, requestOptions, cancellationToken);
}
