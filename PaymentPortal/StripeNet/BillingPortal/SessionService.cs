#nullable disable

namespace Stripe.BillingPortal;

public sealed class SessionService(IStripeClient client) : Service(client)
{
    public Task<Session> CreateAsync(SessionCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Session>(HttpMethod.Post, "/v1/billing_portal/sessions", options, requestOptions, cancellationToken);
}
