using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Inbox;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>What the inbox could not apply, as an admin finds it.</summary>
public sealed class ParkedEventsTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Parked_events_are_seen_with_their_reason_and_applied_once_more_singly_and_all_at_once()
    {
        const string reason = "The price is not known.";
        var account = await Account.OpenAsync(App);
        await account.KnowsAsync(async context => !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, Cancellation));
        // As they stand after a fault that is mended since.
        await account.KnowsAsync(async context => await context.InboxEntries.Where(e => e.Source == InboxSource.Event && (e.ObjectId == account.Subscription || e.ObjectId == account.Customer))
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.State, InboxState.Parked).SetProperty(e => e.Error, reason), Cancellation) > 2);
        var page = await SignInAsync(await Member.AddAsync(App, Roles.Admin), "/admin/events?status=parked");
        var rows = page.Locator("tbody tr").Filter(new() { HasText = reason });
        await Expect(rows.First).ToBeVisibleAsync();
        var parked = await rows.CountAsync();
        await page.ShouldHaveNoAxeFindings();

        await rows.First.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByText($"The last attempt failed. {reason}")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(page.GetByText("The event is applied once more.")).ToBeVisibleAsync();
        await account.KnowsAsync(async context => await context.InboxEntries.CountAsync(e => e.State == InboxState.Parked, Cancellation) == parked - 1);
        await Expect(page.GetByText(reason)).ToHaveCountAsync(0);

        await page.GotoAsync(new Uri(App.Address, "admin/events?status=parked").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay all that are parked" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = parked == 2 ? "Replay the parked event" : $"Replay all {parked - 1} parked events" }).ClickAsync();
        await Expect(page.GetByText("applied once more. What was applied already changes nothing.")).ToBeVisibleAsync();
        await account.KnowsAsync(async context => !await context.InboxEntries.AnyAsync(e => e.State != InboxState.Done && e.ObjectId == account.Subscription, Cancellation));
        await Expect(page.GetByText("No event fits")).ToBeVisibleAsync();
    }
}
