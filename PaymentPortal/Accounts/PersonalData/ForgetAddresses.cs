using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Inbox;

namespace PaymentPortal.Accounts.PersonalData;

/// <summary>Once a day blanks the network addresses of visitors that are older than the settings say: those of attempts to pay, of sessions, and of mandates in what Stripe told.</summary>
internal sealed class ForgetAddresses(IDbContextFactory<PortalDbContext> contexts, IOptions<PersonalDataOptions> options, TimeProvider time) : IInboxJob
{
    private const string Key = "ip_address";
    private const int AtATime = 100;

    public string Name => "forget-addresses";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task<string?> RunAsync(InboxJob job, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.AddressDays);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var attempts = await context.PaymentAttempts.Where(a => a.Address != null && a.At < before)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Address, (string?)null), cancellationToken);
        var sessions = await context.Sessions.Where(s => s.Address != "" && s.LastSeenAt < before)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Address, ""), cancellationToken);
        var since = job.Cursor is { } cursor ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(cursor, CultureInfo.InvariantCulture)) : DateTimeOffset.UnixEpoch;
        var told = await ForgetToldAsync(context, since, before, cancellationToken);
        job.Cursor = before.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"Addresses were forgotten of {Some(attempts, "attempt")} to pay, {Some(sessions, "session")} and {Some(told, "message")} of Stripe";
    }

    /// <summary>From where the last run ended: what is older has none any more.</summary>
    private static async Task<int> ForgetToldAsync(PortalDbContext context, DateTimeOffset since, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (count, last) = (0, "");
        while (true)
        {
            var after = last;
            var entries = await context.InboxEntries
                .Where(e => e.ReceivedAt >= since && e.ReceivedAt < before && string.Compare(e.Id, after) > 0 && e.Type != EventReader.UnreadableType && e.Payload.Contains("\"" + Key + "\""))
                .OrderBy(e => e.Id).Take(AtATime).ToListAsync(cancellationToken);
            if (entries.Count == 0)
            {
                return count;
            }

            foreach (var entry in entries)
            {
                var payload = JsonNode.Parse(entry.Payload)!;
                if (Forget(payload))
                {
                    entry.Payload = payload.ToJsonString();
                    count++;
                }
            }

            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
            last = entries[^1].Id;
        }
    }

    private static bool Forget(JsonNode node)
    {
        var changed = false;
        if (node is JsonArray array)
        {
            foreach (var item in array.OfType<JsonNode>())
            {
                changed |= Forget(item);
            }
        }
        else if (node is JsonObject parent)
        {
            foreach (var (key, value) in parent.ToList())
            {
                if (key == Key && value?.GetValueKind() == JsonValueKind.String)
                {
                    parent[key] = null;
                    changed = true;
                }
                else if (value is not (null or JsonValue))
                {
                    changed |= Forget(value);
                }
            }
        }

        return changed;
    }

    private static string Some(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
