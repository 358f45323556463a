using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

/// <summary>An admin lets a held purchase be paid, or refuses it. The state is changed from the one that was seen: of two admins who decide at once, the second is told so. Nothing is charged by it.</summary>
internal sealed class DecidePurchase(
    IDbContextFactory<PortalDbContext> contexts, OutboxWriter outbox, OutboxSignal signal, ChangeSignal changes, TimeProvider time, ILogger<DecidePurchase> logger)
{
    /// <summary>A refusal that the admin has seen can be taken back: who was refused wrongly can pay after all.</summary>
    public Task<Outcome> ApproveAsync(Guid id, HoldState seen, ClaimsPrincipal by, CancellationToken cancellationToken) =>
        DecideAsync(id, by, HoldState.Approved, seen == HoldState.Refused ? HoldState.Refused : HoldState.Waiting, null, ApprovedMail.EffectName, cancellationToken);

    /// <summary>The reason is read by the buyer.</summary>
    public async Task<Outcome> RefuseAsync(Guid id, string? reason, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        var words = new string([.. (reason ?? "").Where(c => !char.IsControl(c))]).Trim();
        return words.Length switch
        {
            0 => new Refusal("reason", "Say why. The buyer reads it.", "reason"),
            > HeldPurchase.LongestReason => new Refusal("reason", $"This is longer than {HeldPurchase.LongestReason} characters. Shorten it.", "reason"),
            _ => await DecideAsync(id, by, HoldState.Refused, HoldState.Waiting, words, RefusedMail.EffectName, cancellationToken),
        };
    }

    /// <summary>Whether the user may is asked of the tables: an open page outlives a role.</summary>
    private async Task<Outcome> DecideAsync(Guid id, ClaimsPrincipal by, HoldState to, HoldState from, string? reason, string mail, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (by.UserId() is not { } userId || !await MayAsync(context, userId, cancellationToken))
        {
            return new Refusal("not_allowed", "Your role does not decide about purchases. Ask an administrator.");
        }

        if (await context.HeldPurchases.AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, cancellationToken) is not { } held)
        {
            return new Refusal("not_found", "This purchase is not held.");
        }

        var purchase = await context.Purchases.AsNoTracking().Include(p => p.Lines).SingleAsync(p => p.Id == held.PurchaseId, cancellationToken);
        if (held.State == HoldState.Replaced || HeldPurchase.LinesOf(purchase) != held.Lines)
        {
            return new Refusal("replaced", "The buyer has changed this order since. It is scored anew when he presses Pay again.");
        }

        var now = time.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var changed = await context.HeldPurchases.Where(h => h.Id == id && h.State == from).ExecuteUpdateAsync(
            set => set.SetProperty(h => h.State, to).SetProperty(h => h.DecidedAt, now).SetProperty(h => h.Refusal, reason), cancellationToken);
        if (changed == 0)
        {
            return await context.HeldPurchases.AnyAsync(h => h.Id == id && h.State == to, cancellationToken)
                ? Outcome.Done
                : new Refusal("decided", $"Somebody has {(to == HoldState.Approved ? "refused" : "approved")} this purchase already. Look at it again.");
        }

        context.HoldDecisions.Add(new HoldDecision { Id = Guid.CreateVersion7(now), HoldId = id, At = now, UserId = userId, State = to, Reason = reason });
        await outbox.AddAsync(context, $"hold:{id:D}", mail, new HoldCause(id), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.LogInformation("Held purchase {Hold} is now {State}, by user {User}", id, to, userId);
        signal.Wake();
        changes.Publish();
        return Outcome.Done;
    }

    private static Task<bool> MayAsync(PortalDbContext context, Guid userId, CancellationToken cancellationToken) => context.Set<IdentityUserRole<Guid>>()
        .Join(context.Set<IdentityRole<Guid>>(), held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name })
        .AnyAsync(held => held.UserId == userId && held.Name == Roles.Admin, cancellationToken);
}
