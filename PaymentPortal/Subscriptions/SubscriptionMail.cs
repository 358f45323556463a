using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Tells the customer what happened to a subscription.</summary>
internal sealed class SubscriptionMail(IDbContextFactory<PortalDbContext> contexts, CheckoutGateway gateway, SubscriptionGateway subscriptions, SubscriptionPreviews previews, MailSender sender, PortalAddress portal, ReportingZone zone, IOptions<SellerOptions> seller, IOptions<RetentionOptions> retention) : IEffect
{
    public const string EffectName = "mail.subscription";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var notice = JsonSerializer.Deserialize<SubscriptionNotice>(message.Payload)!;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Customers.Where(c => c.Id == notice.CustomerId).Select(c => c.Email).FirstOrDefaultAsync(cancellationToken) is not { } address)
        {
            return;
        }

        var first = notice is { Kind: NoticeKind.TrialEnding, SubscriptionId: { } trial } ? await FirstAsync(trial, cancellationToken) : null;
        var hasMethod = first?.HasMethod ?? await context.PaymentMethods.AnyAsync(m => m.CustomerId == notice.CustomerId, cancellationToken);
        var next = notice is { Kind: NoticeKind.WillChange or NoticeKind.Changed or NoticeKind.Resumed or NoticeKind.Kept or NoticeKind.Withdrawn or NoticeKind.Discounted, SubscriptionId: { } plan } ? await NextAsync(plan, cancellationToken) : null;
        var mail = Of(notice, hasMethod, first, next);
        if (notice.Kind == NoticeKind.Ended && await CreditLeftAsync(context, notice.CustomerId, cancellationToken) is { } credit)
        {
            mail = mail with { Facts = [.. mail.Facts, ("Credit left", $"{MoneyFormat.Text(credit)}, taken off what you buy next")] };
        }

        if (notice is { Kind: NoticeKind.WillEnd or NoticeKind.Ended, SubscriptionId: { } ends }
            && await context.Subscriptions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == ends, cancellationToken) is { } ending && SubscriptionAccess.Until(ending, retention.Value) is { } until && until > notice.Day)
        {
            mail = mail with { Facts = [.. mail.Facts, ("With days of grace, until", BillingMail.Day(zone.DayOf(until)))] };
        }

        if (notice is { Kind: NoticeKind.Ended, SubscriptionId: { } ended } && await OwedAsync(context, ended, cancellationToken) is { } owed)
        {
            mail = mail with
            {
                Preheader = $"{MoneyFormat.Text(owed)} was not paid.",
                Sentence = $"Your plan at {seller.Value.Name} has ended, because {MoneyFormat.Text(owed)} was not paid. What is open stays to be paid; paying it does not bring the plan back, but you can begin anew at any time.",
                Facts = [.. mail.Facts, ("Still open", MoneyFormat.Text(owed))],
            };
        }

        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }

    /// <summary>What the first payment after a trial comes to, and what pays it.</summary>
    private async Task<FirstCharge> FirstAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        var renewal = await subscriptions.GetRenewalAsync(subscriptionId, cancellationToken);
        var next = await previews.NextAsync(subscriptionId, cancellationToken);
        return !renewal.IsDone ? throw new EffectWaitsException(renewal.Refusal.Sentence)
            : !next.IsDone && StripeFault.Passes(next.Refusal) ? throw new EffectWaitsException(next.Refusal.Sentence)
            : new FirstCharge(next.IsDone ? next.Value.AmountDue : null, renewal.Value.Method is not null, NextInvoice.NameOf(renewal.Value.Method));
    }

    /// <summary>The next payment as Stripe foretells it now; null where none is to come.</summary>
    private async Task<NextCharge?> NextAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        var next = await previews.NextAsync(subscriptionId, cancellationToken);
        if (!next.IsDone)
        {
            return StripeFault.Passes(next.Refusal) ? throw new EffectWaitsException(next.Refusal.Sentence) : null;
        }

        var renewal = next.Value.Invoice.Discount.IsZero ? null : (await subscriptions.GetRenewalAsync(subscriptionId, cancellationToken)).Value;
        return new NextCharge(next.Value.AmountDue, next.Value.At, next.Value.Invoice.Lines.Any(line => line.IsProration))
        {
            Discounts = [.. renewal?.Discounts.Where(discount => discount.Reaches(next.Value.At)) ?? []],
        };
    }

    /// <summary>What is open of a plan that ended because it was not paid; null of any other.</summary>
    private static async Task<Money?> OwedAsync(PortalDbContext context, string subscriptionId, CancellationToken cancellationToken)
    {
        if (!await context.Subscriptions.AnyAsync(s => s.Id == subscriptionId && s.EndReason == "payment_failed", cancellationToken))
        {
            return null;
        }

        var open = await context.Invoices.AsNoTracking().Where(i => i.SubscriptionId == subscriptionId && i.Status == "open").ToListAsync(cancellationToken);
        return open.Count == 0 ? null : open.Select(i => i.AmountDue).Aggregate((sum, amount) => sum + amount);
    }

    /// <summary>What the customer has in credit, in the currency of the plan that ended; null where it is nothing.</summary>
    private async Task<Money?> CreditLeftAsync(PortalDbContext context, string customerId, CancellationToken cancellationToken)
    {
        var ended = await context.Subscriptions.AsNoTracking().Include(s => s.Items).Where(s => s.CustomerId == customerId && s.Status == "canceled").OrderByDescending(s => s.EndedAt).FirstOrDefaultAsync(cancellationToken);
        if (ended?.Items.FirstOrDefault()?.UnitAmount.Currency is not { } currency)
        {
            return null;
        }

        var balance = await gateway.GetBalanceAsync(customerId, currency, null, cancellationToken);
        return !balance.IsDone ? throw new EffectWaitsException(balance.Refusal.Sentence) : balance.Value.MinorUnits < 0 ? -balance.Value : null;
    }

    private BillingMail Of(SubscriptionNotice notice, bool hasMethod, FirstCharge? first, NextCharge? next)
    {
        var from = seller.Value.Name;
        var day = notice.Day is { } at ? BillingMail.Day(zone.DayOf(at)) : "";
        var billing = portal.Link("/billing");
        var amount = first?.Amount is { } due ? MoneyFormat.Text(due) : null;
        (string, string)[] coming = next is null ? [] : [("Next payment", $"{(next.Amount.IsZero ? "Nothing" : MoneyFormat.Text(next.Amount))} on {BillingMail.Day(zone.DayOf(next.At))}{(next.Discounts.Count == 0 ? "" : $", with {string.Join(" and ", next.Discounts.Select(discount => discount.Text))}")}")];
        var resumes = notice.Resumes is { } back ? BillingMail.Day(zone.DayOf(back)) : null;
        return notice.Kind switch
        {
            NoticeKind.TrialEnding when hasMethod => new(from, $"Your trial at {from} ends on {day}", "Your trial ends soon", $"From {day} on your plan is charged.",
                $"Your trial at {from} ends on {day}. Your plan goes on by itself from then, and the first payment is taken. If you do not want that, cancel before.", [("Plan", notice.Plan), ("First payment", amount is null ? day : $"{amount} on {day}"), .. first?.Method is { } method ? [("Paid by", method)] : Array.Empty<(string, string)>()], "Open billing", billing),
            NoticeKind.TrialEnding => new(from, $"Your trial at {from} ends on {day}", "Your trial ends soon", $"Add a card by {day} to keep your plan.",
                $"Your trial at {from} ends on {day}, and no card is saved yet. Nothing is charged without one. Add one by then, and your plan goes on without a break.",
                [("Plan", notice.Plan), ("Trial ends", day), .. amount is null ? Array.Empty<(string, string)>() : [("With a card", $"{amount} on {day}")]], "Add a card", portal.Link("/billing/payment-methods/add")),
            NoticeKind.WillChange => new(from, $"Your plan at {from} changes on {day}", "Your plan will change", $"From {day} on it is {notice.Plan}.",
                $"Your plan at {from} stays as it is until {day}, because it is paid until then. Nothing is charged today. Until that day you can withdraw the change with one press.", [("Until then", notice.Before ?? ""), ("From then on", notice.Plan), .. coming], "See your plan", billing),
            NoticeKind.Changed => new(from, $"Your plan at {from} was changed", "Your plan was changed", $"It is now {notice.Plan}.",
                $"Your plan at {from} was changed. {(next is { SettlesChange: true } ? "What the change costs or gives back stands on your next invoice, line by line." : "Where it cost something at once, that has a receipt of its own.")}",
                [("Before", notice.Before ?? ""), ("Now", notice.Plan), .. coming], "See your plan", billing),
            NoticeKind.Paused when resumes is not null => new(from, $"Your plan at {from} is paused", "Your plan is paused", $"Nothing is charged before {resumes}.",
                $"Your plan at {from} is paused until {resumes}. Nothing is charged before, and it goes on by itself then. You can resume it at any time.", [("Plan", notice.Plan), ("Goes on", resumes)], "Open billing", billing),
            NoticeKind.Paused => new(from, $"Your plan at {from} is paused", "Your plan is paused", "Nothing is charged while it is paused.",
                $"Your plan at {from} is paused, and nothing is charged until it goes on. You can resume it at any time.", [("Plan", notice.Plan)], "Open billing", billing),
            NoticeKind.Resumed when notice.Day is null => new(from, $"Your plan at {from} is back", "Your plan goes on", "A new period begins today, and it is charged at once.",
                $"Your plan at {from} is no longer paused. The pause skipped a payment, so a new period begins today and is charged at once; the receipt follows.", [("Plan", notice.Plan)], "Open billing", billing),
            NoticeKind.Resumed => new(from, $"Your plan at {from} is back", "Your plan goes on", "It is charged again as before.",
                $"Your plan at {from} is no longer paused. It is charged again as before.", [("Plan", notice.Plan), .. coming], "Open billing", billing),
            NoticeKind.WillEnd => new(from, $"Your plan at {from} ends on {day}", "Your plan is cancelled", $"It runs until {day}, and nothing is charged after.",
                $"Your plan at {from} is cancelled. You keep it until {day}; {(notice.IsMetered ? "what you use beyond it until then is billed on that day, and nothing after" : "after that nothing is charged")}. Until then you can take this back with one press.", [("Plan", notice.Plan), ("Ends", day)], "Keep the plan", billing),
            NoticeKind.Ended => new(from, $"Your plan at {from} has ended", "Your plan has ended", "Nothing is charged any more.",
                $"Your plan at {from} has ended, and nothing is charged any more{(notice.IsMetered ? " but what you used beyond it, if you did" : "")}. Your invoices stay where they are, and you can come back at any time.", [("Plan", notice.Plan), ("Ended", day)], "Open billing", billing),
            NoticeKind.Kept => new(from, $"Your plan at {from} goes on", "Good to have you back", "Your plan goes on as before.",
                $"Your plan at {from} is no longer cancelled and goes on as before.", [("Plan", notice.Plan), .. coming], "Open billing", billing),
            NoticeKind.Withdrawn => new(from, $"Your plan at {from} stays as it is", "Your plan stays as it is", $"The change that was planned for {day} was withdrawn.",
                $"The change of your plan at {from} that was planned for {day} was withdrawn. Your plan stays as it is.", [("Plan", notice.Plan), .. coming], "See your plan", billing),
            NoticeKind.Discounted => new(from, $"You pay {retention.Value.PercentText} less at {from} for {retention.Value.MonthsText}", $"You pay {retention.Value.PercentText} less for {retention.Value.MonthsText}", "Your plan goes on, and nothing else changes.",
                $"Thank you for staying. {retention.Value.PercentText} is taken off your plan at {from} for {retention.Value.MonthsText}, from the next payment on. Nothing else changes.", [("Plan", notice.Plan), .. coming], "See your plan", billing),
            _ => throw new InvalidOperationException($"There is no mail for {notice.Kind}."),
        };
    }

    /// <param name="Amount">What it comes to.</param>
    /// <param name="At">When, UTC.</param>
    /// <param name="SettlesChange">It holds what a change costs or gives back.</param>
    private sealed record NextCharge(Money Amount, DateTimeOffset At, bool SettlesChange)
    {
        /// <summary>What is taken off it.</summary>
        public IReadOnlyList<RunningDiscount> Discounts { get; init; } = [];
    }

    /// <param name="Amount">What it comes to; null where none is to come.</param>
    /// <param name="HasMethod">Anything is saved by which it can be paid.</param>
    /// <param name="Method">Its name.</param>
    private sealed record FirstCharge(Money? Amount, bool HasMethod, string? Method);
}
