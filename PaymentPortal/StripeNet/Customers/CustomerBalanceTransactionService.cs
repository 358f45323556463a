#nullable disable

namespace Stripe;

public sealed class CustomerBalanceTransactionService(IStripeClient client) : Service(client)
{
    public Task<CustomerBalanceTransaction> CreateAsync(
        string parentId, CustomerBalanceTransactionCreateOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<CustomerBalanceTransaction>(HttpMethod.Post, $"/v1/customers/{Segment(parentId)}/balance_transactions", options, requestOptions, cancellationToken);

    public Task<CustomerBalanceTransaction> GetAsync(
        string parentId, string id, CustomerBalanceTransactionGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<CustomerBalanceTransaction>(HttpMethod.Get, $"/v1/customers/{Segment(parentId)}/balance_transactions/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<CustomerBalanceTransaction>> ListAsync(
        string parentId, CustomerBalanceTransactionListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<CustomerBalanceTransaction>>(HttpMethod.Get, $"/v1/customers/{Segment(parentId)}/balance_transactions", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<CustomerBalanceTransaction> ListAutoPagingAsync(
        string parentId, CustomerBalanceTransactionListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<CustomerBalanceTransaction>($"/v1/customers/{Segment(parentId)}/balance_transactions", options, requestOptions, cancellationToken);

    public Task<CustomerBalanceTransaction> UpdateAsync(
        string parentId, string id, CustomerBalanceTransactionUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<CustomerBalanceTransaction>(HttpMethod.Post, $"/v1/customers/{Segment(parentId)}/balance_transactions/{Segment(id)}", options, requestOptions, cancellationToken);
}
