#nullable disable

namespace Stripe;

public sealed class CustomerService(IStripeClient client) : Service(client)
{
    public CustomerBalanceTransactionService BalanceTransactions => field ??= new(Client);

    public Task<Customer> CreateAsync(
        CustomerCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Customer>(HttpMethod.Post, "/v1/customers", options, requestOptions, cancellationToken);

    public Task<Customer> DeleteAsync(
        string id, CustomerDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Customer>(HttpMethod.Delete, $"/v1/customers/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<Discount> DeleteDiscountAsync(
        string id, CustomerDeleteDiscountOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Discount>(HttpMethod.Delete, $"/v1/customers/{Segment(id)}/discount", options, requestOptions, cancellationToken);

    public Task<Customer> GetAsync(
        string id, CustomerGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Customer>(HttpMethod.Get, $"/v1/customers/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Customer>> ListAsync(
        CustomerListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Customer>>(HttpMethod.Get, "/v1/customers", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Customer> ListAutoPagingAsync(
        CustomerListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Customer>("/v1/customers", options, requestOptions, cancellationToken);

    public Task<StripeSearchResult<Customer>> SearchAsync(
        CustomerSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeSearchResult<Customer>>(HttpMethod.Get, "/v1/customers/search", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Customer> SearchAutoPagingAsync(
        CustomerSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoSearchAsync<Customer>("/v1/customers/search", options, requestOptions, cancellationToken);

    public Task<Customer> UpdateAsync(
        string id, CustomerUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Customer>(HttpMethod.Post, $"/v1/customers/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<PaymentMethod>> ListPaymentMethodsAsync(
        string id, CustomerPaymentMethodListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<PaymentMethod>>(HttpMethod.Get, $"/v1/customers/{Segment(id)}/payment_methods", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<PaymentMethod> ListPaymentMethodsAutoPagingAsync(
        string id, CustomerPaymentMethodListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<PaymentMethod>($"/v1/customers/{Segment(id)}/payment_methods", options, requestOptions, cancellationToken);

    public Task<PaymentMethod> RetrievePaymentMethodAsync(
        string parentId, string id, CustomerPaymentMethodGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentMethod>(HttpMethod.Get, $"/v1/customers/{Segment(parentId)}/payment_methods/{Segment(id)}", options, requestOptions, cancellationToken);
}
