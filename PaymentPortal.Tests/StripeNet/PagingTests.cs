using Stripe;

namespace PaymentPortal.Tests.StripeNet;

public sealed class PagingTests
{
    [Fact]
    public async Task Pages_follow_each_other_to_the_end()
    {
        await using var wire = await StripeWire.StartAsync(Page(true, "in_1", "in_2"), Page(true, "in_3"), Page(false, "in_4"));
        var options = new InvoiceListOptions { Customer = "cus_1", Limit = 2 };
        var invoices = await AllAsync(new InvoiceService(wire.Client()).ListAutoPagingAsync(options));

        Assert.Equal(["in_1", "in_2", "in_3", "in_4"], invoices.Select(invoice => invoice.Id));
        Assert.Equal([null, "in_2", "in_3"], wire.Received.Select(request => Parameter(request, "starting_after")));
        Assert.All(wire.Received, request => Assert.Equal("cus_1", Parameter(request, "customer")));
        Assert.Null(options.StartingAfter);
    }

    [Fact]
    public async Task A_list_that_ends_before_an_object_is_walked_backward()
    {
        await using var wire = await StripeWire.StartAsync(Page(true, "in_7", "in_8"), Page(false, "in_5", "in_6"));
        var invoices = await AllAsync(new InvoiceService(wire.Client()).ListAutoPagingAsync(new InvoiceListOptions { EndingBefore = "in_9" }));

        Assert.Equal(["in_8", "in_7", "in_6", "in_5"], invoices.Select(invoice => invoice.Id));
        Assert.Equal(["in_9", "in_7"], wire.Received.Select(request => Parameter(request, "ending_before")));
    }

    [Fact]
    public async Task Who_stops_reading_asks_for_no_further_page()
    {
        await using var wire = await StripeWire.StartAsync(Page(true, "in_1", "in_2"));
        await foreach (var _ in new InvoiceService(wire.Client()).ListAutoPagingAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            break;
        }

        Assert.Single(wire.Received);
    }

    [Fact]
    public async Task The_lines_of_an_invoice_are_paged_too()
    {
        await using var wire = await StripeWire.StartAsync(Page(true, "il_1"), Page(false, "il_2"));
        var lines = await AllAsync(new InvoiceService(wire.Client()).LineItems.ListAutoPagingAsync("in_1"));

        Assert.Equal(["il_1", "il_2"], lines.Select(line => line.Id));
        Assert.All(wire.Received, request => Assert.StartsWith("/v1/invoices/in_1/lines", request.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_goes_on_by_its_page_token()
    {
        await using var wire = await StripeWire.StartAsync(
            StripeWire.Json("""{"object":"search_result","url":"/","has_more":true,"next_page":"abc","data":[{"id":"cus_1"}]}"""),
            StripeWire.Json("""{"object":"search_result","url":"/","has_more":false,"next_page":null,"data":[{"id":"cus_2"}]}"""));
        var found = await AllAsync(new CustomerService(wire.Client()).SearchAutoPagingAsync(new CustomerSearchOptions { Query = "name:'Ada'" }));

        Assert.Equal(["cus_1", "cus_2"], found.Select(customer => customer.Id));
        Assert.Equal([null, "abc"], wire.Received.Select(request => Parameter(request, "page")));
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Page(bool more, params string[] ids) =>
        StripeWire.Json($$"""
            {"object":"list","url":"/v1/invoices","has_more":{{(more ? "true" : "false")}},"data":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]}
            """);

    private static string? Parameter(Received request, string name) =>
        System.Web.HttpUtility.ParseQueryString(request.Target.Split('?') is [_, var query] ? query : "")[name];

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items.WithCancellation(TestContext.Current.CancellationToken))
        {
            all.Add(item);
        }

        return all;
    }
}
