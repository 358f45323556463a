using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Operations;

/// <summary>How the portal is, for those who run it: one line for each thing that it needs.</summary>
internal sealed class HealthQueries(IDbContextFactory<PortalDbContext> contexts, StripeHealth stripe, TimeProvider time)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>Since when Stripe has not answered, UTC; null while it does.</summary>
    public DateTimeOffset? StripeDownSince => stripe.DownSince;

    /// <summary>Every line, the database first: where it cannot be read, this throws.</summary>
    public async Task<IReadOnlyList<HealthLine>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var late = time.GetUtcNow() - Late;
        var waiting = await context.InboxEntries.CountAsync(e => e.State == InboxState.Pending && e.ReceivedAt < late, cancellationToken);
        var parked = await context.InboxEntries.CountAsync(e => e.State == InboxState.Parked, cancellationToken);
        var unsent = await context.OutboxMessages.CountAsync(m => m.State == OutboxState.Pending && m.CreatedAt < late, cancellationToken);
        var failed = await context.OutboxMessages.CountAsync(m => m.State == OutboxState.Parked, cancellationToken);
        return
        [
            new HealthLine("Database", true, "It answers."),
            Stripe(),
            Queue("Events from Stripe", waiting, parked, "Every event is applied."),
            Queue("Mail and documents", unsent, failed, "Everything is sent."),
        ];
    }

    private HealthLine Stripe() => (stripe.DownSince, stripe.RefusesKey, stripe.AnsweredAt) switch
    {
        ({ } since, _, _) => new HealthLine("Stripe", false, $"It has not answered since {Moment(since)} and is asked again every few seconds. Payments, refunds and changes of plans wait; what is stored here can be read, and is up to date as of then."),
        (_, true, _) => new HealthLine("Stripe", false, "It does not accept the key in Stripe:SecretKey. Take the key from the API keys page of the Stripe dashboard and start the portal again."),
        (_, _, { } answered) => new HealthLine("Stripe", true, $"It answered last on {Moment(answered)}."),
        _ => new HealthLine("Stripe", true, "Nothing was asked of it yet."),
    };

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static HealthLine Queue(string name, int late, int parked, string fine) => (late, parked) switch
    {
        (0, 0) => new HealthLine(name, true, fine),
        (_, 0) => new HealthLine(name, false, $"{Count(late)} for more than a minute."),
        (0, _) => new HealthLine(name, false, $"{parked.ToString("N0", CultureInfo.InvariantCulture)} failed too often and {(parked == 1 ? "waits" : "wait")} for a person."),
        _ => new HealthLine(name, false, $"{Count(late)} for more than a minute, and {parked.ToString("N0", CultureInfo.InvariantCulture)} failed too often."),
    };

    private static string Count(int waiting) => waiting == 1 ? "1 waits" : waiting.ToString("N0", CultureInfo.InvariantCulture) + " wait";
}

/// <summary>One thing that the portal needs, and how it is.</summary>
public sealed record HealthLine(string Name, bool IsWell, string Sentence);
