using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Credits;

/// <summary>Takes credits for something that an organisation uses, from what expires first. The same key takes them once, however often it is asked.</summary>
internal sealed class SpendCredits(IDbContextFactory<PortalDbContext> contexts, ChangeSignal changes, TimeProvider time)
{
    public const string NotEnough = "not_enough_credits";
    public const string KeyUsed = "key_used";
    public const int LongestKey = 200;

    /// <summary>How many credits are left afterwards.</summary>
    public async Task<Outcome<long>> RunAsync(OrganisationId organisationId, long amount, string key, string reason, CancellationToken cancellationToken)
    {
        if (amount < 1)
        {
            return new Refusal("amount_invalid", "At least one credit has to be spent.", nameof(amount));
        }

        if (key.Length is < 1 or > LongestKey)
        {
            return new Refusal("key_invalid", "The key must have between 1 and 200 characters.", nameof(key));
        }

        if (SearchText.Clean(reason) is not { } what)
        {
            return new Refusal("reason_missing", "Say what the credits are spent on.", nameof(reason));
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await CreditLedger.HoldAsync(context, organisationId, cancellationToken);
        var now = time.GetUtcNow();
        var cause = $"spent:{organisationId}:{key}";
        var lots = await CreditLedger.Spendable(context, organisationId, now).ToListAsync(cancellationToken);
        var balance = lots.Sum(l => l.Left);
        if (await context.CreditEntries.Where(e => e.Cause == cause).Select(e => -e.Amount).ToListAsync(cancellationToken) is { Count: > 0 } before)
        {
            return before.Sum() == amount ? balance : new Refusal(KeyUsed, "This key has already spent another amount.", nameof(key));
        }

        if (balance < amount)
        {
            return new Refusal(NotEnough, FormattableString.Invariant($"This takes {amount:N0} credits, and {balance:N0} are left. Buy more credits first."), nameof(amount));
        }

        var open = amount;
        foreach (var lot in lots.TakeWhile(_ => open > 0))
        {
            var taken = Math.Min(lot.Left, open);
            context.CreditEntries.Add(CreditLedger.Take(lot, CreditKind.Spent, taken, cause, what, now));
            open -= taken;
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Publish();
        return balance - amount;
    }
}
