#nullable disable

namespace Stripe;

public sealed class AccountService(IStripeClient client) : Service(client)
{
    public Task<Account> GetAsync(
        string id, AccountGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Account>(HttpMethod.Get, $"/v1/accounts/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<Account> GetSelfAsync(RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Account>(HttpMethod.Get, "/v1/account", null, requestOptions, cancellationToken);
}
