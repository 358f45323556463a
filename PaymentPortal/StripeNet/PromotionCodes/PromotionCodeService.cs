#nullable disable

namespace Stripe;

public sealed class PromotionCodeService(IStripeClient client) : Service(client)
{
    public Task<PromotionCode> CreateAsync(
        PromotionCodeCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PromotionCode>(HttpMethod.Post, "/v1/promotion_codes", options, requestOptions, cancellationToken);

    public Task<PromotionCode> GetAsync(
        string id, PromotionCodeGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PromotionCode>(HttpMethod.Get, $"/v1/promotion_codes/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<PromotionCode>> ListAsync(
        PromotionCodeListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<PromotionCode>>(HttpMethod.Get, "/v1/promotion_codes", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<PromotionCode> ListAutoPagingAsync(
        PromotionCodeListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<PromotionCode>("/v1/promotion_codes", options, requestOptions, cancellationToken);

    public Task<PromotionCode> UpdateAsync(
        string id, PromotionCodeUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<PromotionCode>(HttpMethod.Post, $"/v1/promotion_codes/{Segment(id)}", options, requestOptions, cancellationToken);
}
