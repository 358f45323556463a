#nullable disable

namespace Stripe.TestHelpers;

public sealed class TestClockService(IStripeClient client) : Service(client)
{
    public Task<TestClock> AdvanceAsync(
        string id, TestClockAdvanceOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TestClock>(HttpMethod.Post, $"/v1/test_helpers/test_clocks/{Segment(id)}/advance", options, requestOptions, cancellationToken);

    public Task<TestClock> CreateAsync(
        TestClockCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TestClock>(HttpMethod.Post, "/v1/test_helpers/test_clocks", options, requestOptions, cancellationToken);

    public Task<TestClock> DeleteAsync(
        string id, TestClockDeleteOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TestClock>(HttpMethod.Delete, $"/v1/test_helpers/test_clocks/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<TestClock> GetAsync(
        string id, TestClockGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<TestClock>(HttpMethod.Get, $"/v1/test_helpers/test_clocks/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<TestClock>> ListAsync(
        TestClockListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<TestClock>>(HttpMethod.Get, "/v1/test_helpers/test_clocks", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<TestClock> ListAutoPagingAsync(
        TestClockListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<TestClock>("/v1/test_helpers/test_clocks", options, requestOptions, cancellationToken);
}
