#nullable disable

namespace Stripe.Billing;

public sealed class MeterEventService(IStripeClient client) : Service(client)
{
    public Task<MeterEvent> CreateAsync(MeterEventCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<MeterEvent>(HttpMethod.Post, "/v1/billing/meter_events", options, requestOptions, cancellationToken);
}
