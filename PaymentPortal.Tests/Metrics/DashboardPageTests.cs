using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Data;
using PaymentPortal.Metrics.Admin;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;
using Radzen;
using Radzen.Blazor.Rendering;

namespace PaymentPortal.Tests.Metrics;

public sealed class DashboardPageTests(Databases databases) : BunitContext
{
    private readonly ChangeSignal _changes = new();

    [Fact]
    public async Task While_the_figures_are_on_their_way_their_shape_is_shown_and_a_failure_can_be_tried_again()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var contexts = new SlowContexts(tables.Contexts);
        var page = Open(tables, contexts);
        Assert.NotEmpty(page.FindAll(".skeleton"));

        contexts.Answer(new IOException("The database is away."));
        page.WaitForAssertion(() => Assert.Contains("could not be read", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("database is away", page.Markup, StringComparison.Ordinal);

        var retried = page.Find("button.button").ClickAsync();
        contexts.Answer(null);
        await retried;
        page.WaitForAssertion(() => Assert.Contains("Nothing was sold yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_payment_that_arrives_is_shown_and_told_without_a_reload()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        await tables.AddAsync(PortalTables.Subscription("sub_1", "cus_1"), PortalTables.Customer("cus_1", "Atlas Bakery"));
        var page = Open(tables, tables.Contexts);
        page.WaitForAssertion(() => Assert.Contains("$49.00", page.Find(".stats").TextContent, StringComparison.Ordinal));
        Assert.Equal("", page.Find("p[role=status]").TextContent);

        await tables.AddAsync(
            PortalTables.Payment("pi_1", amount: 12300, customer: "cus_1"),
            new PaymentPortal.Metrics.DailyRevenue { Day = new DateOnly(2026, 11, 20), Currency = "usd", Gross = 12300, Succeeded = 1 });
        _changes.Publish();
        page.WaitForAssertion(() => Assert.Equal("Payment of $123.00 by Atlas Bakery: Succeeded.", page.Find("p[role=status]").TextContent), TimeSpan.FromSeconds(5));
        Assert.Contains("Atlas Bakery", page.Find("section[aria-labelledby=latest] tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("$123.00", page.Find(".stat-value").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_was_overtaken_is_dropped()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        await tables.AddAsync(PortalTables.Subscription("sub_1", "cus_1"));
        var contexts = new SlowContexts(tables.Contexts);
        var page = Open(tables, contexts);
        page.Render();
        contexts.Answer(null);
        page.WaitForAssertion(() => Assert.Contains("$49.00", page.Markup, StringComparison.Ordinal));
        contexts.AnswerFirst(new IOException("Too late."));
        Assert.DoesNotContain("could not be", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<DashboardPage> Open(PortalTables tables, IDbContextFactory<PortalDbContext> contexts)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.Setup<Rect>(_ => true).SetResult(new Rect { Width = 600, Height = 200 });
        Services.AddRadzenComponents();
        Services.AddSingleton(_changes);
        Services.AddSingleton(tables.Zone);
        Services.AddSingleton(tables.DashboardOn(contexts));
        Services.AddSingleton(tables.FunnelOn(tables.Contexts));
        return Render<DashboardPage>();
    }
}
