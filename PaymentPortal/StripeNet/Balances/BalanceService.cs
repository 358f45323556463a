#nullable disable

namespace Stripe;

public sealed class BalanceService(IStripeClient client) : Service(client)
{
    public Task<Balance> GetAsync(RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        GetAsync(null, requestOptions, cancellationToken);

    public Task<Balance> GetAsync(BalanceGetOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Balance>(HttpMethod.Get, "/v1/balance", options, requestOptions, cancellationToken);
}
