#nullable disable

namespace Stripe;

public sealed class BalanceTransactionService(IStripeClient client) : Service(client)
{
    public Task<BalanceTransaction> GetAsync(
        string id, BalanceTransactionGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<BalanceTransaction>(HttpMethod.Get, $"/v1/balance_transactions/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<BalanceTransaction>> ListAsync(
        BalanceTransactionListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<BalanceTransaction>>(HttpMethod.Get, "/v1/balance_transactions", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<BalanceTransaction> ListAutoPagingAsync(
        BalanceTransactionListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<BalanceTransaction>("/v1/balance_transactions", options, requestOptions, cancellationToken);
}
