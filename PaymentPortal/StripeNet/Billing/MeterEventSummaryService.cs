#nullable disable

namespace Stripe.Billing;

public sealed class MeterEventSummaryService(IStripeClient client) : Service(client)
{
    public Task<StripeList<MeterEventSummary>> ListAsync(
        string parentId, MeterEventSummaryListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<MeterEventSummary>>(HttpMethod.Get, $"/v1/billing/meters/{Segment(parentId)}/event_summaries", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<MeterEventSummary> ListAutoPagingAsync(
        string parentId, MeterEventSummaryListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<MeterEventSummary>($"/v1/billing/meters/{Segment(parentId)}/event_summaries", options, requestOptions, cancellationToken);
}
