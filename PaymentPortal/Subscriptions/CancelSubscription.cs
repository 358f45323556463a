using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Ends a subscription with its period, which can be taken back until then, or at once, which cannot.</summary>
internal sealed class CancelSubscription(SubscriptionRequests requests, SubscriptionQueries subscriptions, SubscriptionGateway gateway, StripeGateway stripe, InboxStore inbox, IOptions<RetentionOptions> options)
{
    public const int LongestComment = 500;

    /// <summary>Something was billed since the cost of each way was shown.</summary>
    public const string Outdated = "outdated";

    public async Task<Outcome> RunAsync(Guid userId, string subscriptionId, bool atOnce, string? feedback, string? comment, CancellationToken cancellationToken)
    {
        if (feedback is not null && !CancelFeedback.IsKnown(feedback))
        {
            return Outcome.Refused("feedback", "Choose one of the reasons, or none.", "feedback");
        }

        var words = TypedText.Lines(comment);
        if (words.Length > LongestComment)
        {
            return Outcome.Refused("comment", $"Use at most {LongestComment} characters.", "comment");
        }

        var reason = new CancelReason(feedback, words.Length == 0 ? null : words);
        var outcome = await requests.RunAsync(
            userId, subscriptionId, SubscriptionRequestKind.Cancel, atOnce ? "now" : "period-end", (request, waiting) => AskAsync(request, subscriptionId, atOnce, reason, waiting), cancellationToken);
        return outcome.IsDone ? Outcome.Done : outcome.Refusal;
    }

    private async Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> AskAsync(SubscriptionRequest request, string subscriptionId, bool atOnce, CancelReason reason, CancellationToken cancellationToken)
    {
        var fresh = await gateway.GetAsync(subscriptionId, cancellationToken);
        if (!fresh.IsDone)
        {
            return fresh.Refusal;
        }

        if (fresh.Value.Snapshot is { Status: "canceled" or "incomplete_expired" } || (!atOnce && fresh.Value.Snapshot.CancelAtPeriodEnd))
        {
            await inbox.AddAsync(fresh.Value, "subscription", cancellationToken);
            return fresh;
        }

        if (fresh.Value.Snapshot.LatestInvoiceId is { } latest && latest != await subscriptions.LatestInvoiceIdAsync(subscriptionId, cancellationToken))
        {
            return await CatchUpAsync(fresh.Value, latest, cancellationToken);
        }

        var unpaid = await subscriptions.UnpaidAsync(subscriptionId, cancellationToken);
        if (atOnce && unpaid is { OnItsWay: true })
        {
            return new Refusal("on_its_way", $"{MoneyFormat.Text(unpaid.Amount)} for this period is on its way from your bank. Until it is there, the plan can only be cancelled with its period.");
        }

        var isSkipped = await subscriptions.IsSkippedAsync(subscriptionId, cancellationToken);
        if (!atOnce && isSkipped)
        {
            return new Refusal("skipped", "The plan is paused, and nothing of this period was paid: there is no time to use up. End it now; nothing is charged and nothing is lost.");
        }

        if (fresh.Value.Snapshot.ScheduleId is { } schedule)
        {
            var released = await gateway.ReleaseAsync(schedule, $"request-{request.Id}-release", cancellationToken);
            if (!released.IsDone)
            {
                return released.Refusal;
            }

            await inbox.AddAsync(released.Value, "subscription_schedule", cancellationToken);
        }

        // A period that nobody paid, or whose payment was given back, has no unused time to give back, and nobody pays it any more.
        var isPaid = unpaid is null && !isSkipped && !await subscriptions.IsGivenUpAsync(subscriptionId, cancellationToken) && await subscriptions.GivenBackAsync(subscriptionId, cancellationToken) is null;
        var ended = atOnce
            ? await gateway.EndNowAsync(subscriptionId, reason, isPaid && options.Value.UnusedTime == UnusedTime.Credit, $"request-{request.Id}", cancellationToken)
            : await gateway.EndLaterAsync(subscriptionId, reason, $"request-{request.Id}", cancellationToken);
        if (!ended.IsDone)
        {
            return ended;
        }

        await inbox.AddAsync(ended.Value, "subscription", cancellationToken);
        return atOnce && unpaid is not null && await WithdrawAsync(request, unpaid.InvoiceId, cancellationToken) is { } refusal ? refusal : ended;
    }

    /// <summary>What is owed, skipped or to be given back is told by the newest invoice: where our tables do not know it yet, nothing is ended by what they say of the one before.</summary>
    private async Task<Refusal> CatchUpAsync(StripeAnswer<SubscriptionSnapshot> fresh, string invoiceId, CancellationToken cancellationToken)
    {
        await inbox.AddAsync(fresh, "subscription", cancellationToken);
        var invoice = await stripe.GetInvoiceAsync(invoiceId, cancellationToken);
        if (!invoice.IsDone)
        {
            return invoice.Refusal;
        }

        await inbox.AddAsync(invoice.Value, "invoice", cancellationToken);
        return new Refusal(Outdated, "The plan was billed a moment ago. Look at what each way means now, then choose again.");
    }

    private async Task<Refusal?> WithdrawAsync(SubscriptionRequest request, string invoiceId, CancellationToken cancellationToken)
    {
        var voided = await stripe.VoidInvoiceAsync(invoiceId, $"request-{request.Id}-void", cancellationToken);
        if (voided.IsDone)
        {
            await inbox.AddAsync(voided.Value, "invoice", cancellationToken);
        }

        // Where it has been paid meanwhile, the money is there.
        return voided.IsDone || voided.Refusal.Code == StripeGateway.NotVoidable ? null : voided.Refusal;
    }
}
