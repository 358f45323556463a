using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Invoices;
using PaymentPortal.Outbox;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Invoices;

/// <summary>The mail after a purchase, where Stripe's events come in an order of their own.</summary>
public sealed class PurchaseConfirmationTests(LateWebhookTests.PortalWithoutEvents portal) : IClassFixture<LateWebhookTests.PortalWithoutEvents>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PortalApp App => portal.App;

    [Fact]
    public async Task It_waits_for_a_subscription_that_is_told_later_without_failing_and_comes_once()
    {
        var member = await Member.AddAsync(App);
        var organisation = member.Organisation.ToString();
        var customer = (string)(await App.Sandbox.PostAsync("customers", ("name", "Ada"), ("email", member.Email), ("metadata[organisation]", organisation)))["id"]!;
        var method = (string)(await App.Sandbox.PostAsync("payment_methods/pm_card_visa/attach", ("customer", customer)))["id"]!;
        var price = (string)(await App.Sandbox.ListAsync("prices", ("lookup_keys[0]", "pro_month_usd")))[0]["id"]!;
        await App.Sandbox.PostAsync("subscriptions", ("customer", customer), ("items[0][price]", price), ("default_payment_method", method), ("metadata[organisation]", organisation));
        var told = (await App.Sandbox.ListAsync("events")).Reverse().ToLookup(e => ((string)e["type"]!).StartsWith("customer.subscription.", StringComparison.Ordinal));

        foreach (var other in told[false])
            await PostAsync(other);
        await ConfirmationAsync(mail => mail.Error is not null);
        await using (var context = Open())
        {
            var waiting = await context.OutboxMessages.SingleAsync(m => m.Effect == PurchaseConfirmation.EffectName, Cancellation);
            Assert.Equal((OutboxState.Pending, 0), (waiting.State, waiting.Attempts));
            Assert.Contains("is not known yet", waiting.Error, StringComparison.Ordinal);
            await context.OutboxMessages.Where(m => m.Id == waiting.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, m => m.CreatedAt), Cancellation);
        }

        foreach (var subscription in told[true])
            await PostAsync(subscription);
        await ConfirmationAsync(mail => mail.State == OutboxState.Done);
        Assert.Single(Directory.GetFiles(Path.Combine(App.DataDirectory, "mail"), "*.eml"), file => File.ReadAllText(file).Contains(member.Email, StringComparison.Ordinal));
        Assert.Empty(App.Log.Problems);
    }

    private PortalDbContext Open() => App.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    private Task ConfirmationAsync(Func<OutboxMessage, bool> isSo) => Eventually.TrueAsync(
        async () =>
        {
            await using var context = Open();
            return await context.OutboxMessages.AsNoTracking().SingleOrDefaultAsync(m => m.Effect == PurchaseConfirmation.EffectName, Cancellation) is { } mail && isSo(mail);
        },
        () => "The confirmation did not come so far.");

    private async Task PostAsync(JsonObject told)
    {
        var body = Encoding.UTF8.GetBytes(told.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/stripe") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Stripe-Signature", StripePost.Sign(body, "whsec_sandbox"));
        using var answer = await App.Http.SendAsync(request, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{(string?)told["type"]} is answered by {answer.StatusCode}.");
    }
}
