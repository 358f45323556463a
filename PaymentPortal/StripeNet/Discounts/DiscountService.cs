#nullable disable

namespace Stripe;

public sealed class DiscountService(IStripeClient client) : Service(client)
{
    public Task<Discount> DeleteCustomerDiscountAsync(string customerId, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Discount>(HttpMethod.Delete, $"/v1/customers/{Segment(customerId)}/discount", null, requestOptions, cancellationToken);

    public Task<Discount> DeleteSubscriptionDiscountAsync(
        string subscriptionId, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Discount>(HttpMethod.Delete, $"/v1/subscriptions/{Segment(subscriptionId)}/discount", null, requestOptions, cancellationToken);
}
