#nullable disable

namespace Stripe;

public sealed class CouponService(IStripeClient client) : Service(client)
{
    public Task<Coupon> CreateAsync(
        CouponCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Coupon>(HttpMethod.Post, "/v1/coupons", options, requestOptions, cancellationToken);

    public Task<Coupon> DeleteAsync(
        string id, CouponDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Coupon>(HttpMethod.Delete, $"/v1/coupons/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<Coupon> GetAsync(
        string id, CouponGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Coupon>(HttpMethod.Get, $"/v1/coupons/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<Coupon>> ListAsync(
        CouponListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Coupon>>(HttpMethod.Get, "/v1/coupons", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<Coupon> ListAutoPagingAsync(
        CouponListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<Coupon>("/v1/coupons", options, requestOptions, cancellationToken);

    public Task<Coupon> UpdateAsync(
        string id, CouponUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<Coupon>(HttpMethod.Post, $"/v1/coupons/{Segment(id)}", options, requestOptions, cancellationToken);
}
