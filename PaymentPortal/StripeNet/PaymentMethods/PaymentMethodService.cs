#nullable disable

namespace Stripe;

public sealed class PaymentMethodService(IStripeClient client) : Service(client)
{
    public Task<PaymentMethod> AttachAsync(
        string id, PaymentMethodAttachOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentMethod>(HttpMethod.Post, $"/v1/payment_methods/{Segment(id)}/attach", options, requestOptions, cancellationToken);

    public Task<PaymentMethod> CreateAsync(
        PaymentMethodCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentMethod>(HttpMethod.Post, "/v1/payment_methods", options, requestOptions, cancellationToken);

    public Task<PaymentMethod> DetachAsync(
        string id, PaymentMethodDetachOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentMethod>(HttpMethod.Post, $"/v1/payment_methods/{Segment(id)}/detach", options, requestOptions, cancellationToken);

    public Task<PaymentMethod> GetAsync(
        string id, PaymentMethodGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentMethod>(HttpMethod.Get, $"/v1/payment_methods/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<PaymentMethod>> ListAsync(
        PaymentMethodListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<PaymentMethod>>(HttpMethod.Get, "/v1/payment_methods", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<PaymentMethod> ListAutoPagingAsync(
        PaymentMethodListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<PaymentMethod>("/v1/payment_methods", options, requestOptions, cancellationToken);

    public Task<PaymentMethod> UpdateAsync(
        string id, PaymentMethodUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PaymentMethod>(HttpMethod.Post, $"/v1/payment_methods/{Segment(id)}", options, requestOptions, cancellationToken);
}
