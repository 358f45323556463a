using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Metrics.Admin;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Metrics;

/// <summary>The states of the funnel on the dashboard.</summary>
public sealed class FunnelCardTests(Databases databases) : BunitContext
{
    [Fact]
    public async Task It_waits_fails_is_tried_again_has_nobody_and_then_somebody()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var contexts = new SlowContexts(tables.Contexts);
        var changes = new ChangeSignal();
        Services.AddSingleton(changes);
        Services.AddSingleton(tables.FunnelOn(contexts));
        var card = Render<FunnelCard>();
        Assert.NotEmpty(card.FindAll(".skeleton"));

        contexts.Answer(new IOException("The database is away."));
        card.WaitForAssertion(() => Assert.Contains("The funnel could not be read", card.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("database is away", card.Markup, StringComparison.Ordinal);

        var retried = card.Find("button.button").ClickAsync();
        contexts.Answer(null);
        await retried;
        card.WaitForAssertion(() => Assert.Contains("Nobody came by in these days", card.Markup, StringComparison.Ordinal));
        Assert.Empty(card.FindAll("table"));

        await tables.AddAsync(new FunnelEvent { Id = Guid.CreateVersion7(PortalTables.At(0)), VisitorId = Guid.CreateVersion7(PortalTables.At(0)), Step = FunnelStep.PricingViewed, At = PortalTables.At(10) });
        changes.Publish();
        card.WaitForAssertion(() => Assert.Equal("0 of 1 visitor paid in the last 30 days", card.Find("#funnel").TextContent), TimeSpan.FromSeconds(5));
        Assert.Equal(["1", "0", "0", "0"], card.FindAll("tbody td:nth-child(2)").Select(cell => cell.TextContent));
        Assert.Equal(["–", "0 %", "–", "–"], card.FindAll("tbody td:nth-child(3)").Select(cell => cell.TextContent));
        Assert.Contains("No checkout was left", card.Markup, StringComparison.Ordinal);
        Assert.Contains("Definition 1.", card.Find("details").TextContent, StringComparison.Ordinal);
    }
}
