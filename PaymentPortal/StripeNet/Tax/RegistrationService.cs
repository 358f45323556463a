#nullable disable

namespace Stripe.Tax;

public sealed class RegistrationService(IStripeClient client) : Service(client)
{
    public Task<Registration> CreateAsync(RegistrationCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Registration>(HttpMethod.Post, "/v1/tax/registrations", options, requestOptions, cancellationToken);

    public Task<StripeList<Registration>> ListAsync(RegistrationListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Registration>>(HttpMethod.Get, "/v1/tax/registrations", options, requestOptions, cancellationToken);
}
