using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

/// <summary>An attempt to pay that may go on.</summary>
/// <param name="Id">Its row; null where nothing is to be paid.</param>
/// <param name="AsksTheBank">The buyer's bank is to confirm it (3D Secure).</param>
internal sealed record WeighedAttempt(Guid? Id, bool AsksTheBank)
{
    public static readonly WeighedAttempt Free = new(null, false);
}

/// <summary>
/// Every way to pay asks here before Stripe is asked for what can be confirmed: the attempt is written down first, so that those of one instant count each other, then it is stopped, held, sent to the bank or let through.
/// </summary>
internal sealed class WeighAttempt(
    IDbContextFactory<PortalDbContext> contexts, RiskReading reading, CheckoutGateway gateway, IOptions<RiskOptions> options, IOptions<SellerOptions> seller, ChangeSignal changes, TimeProvider time)
{
    public const string Held = "held";
    public const string Refused = "purchase_refused";
    public const string Stopped = "stopped";

    private RiskOptions Settings => options.Value;

    public async Task<Outcome<WeighedAttempt>> RunAsync(AttemptQuestion asked, CancellationToken cancellationToken)
    {
        if (asked.Amount.MinorUnits <= 0)
        {
            return WeighedAttempt.Free;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var decided = await DecidedAsync(context, asked, cancellationToken);
        if (decided is { State: HoldState.Waiting or HoldState.Refused })
        {
            return SentenceOf(decided);
        }

        var attempt = Attempt(asked, AttemptDecision.Passed);
        context.PaymentAttempts.Add(attempt);
        await context.SaveChangesAsync(cancellationToken);
        var score = RiskScore.Of(await reading.FactsAsync(context, asked, cancellationToken), Settings);
        (attempt.Score, attempt.Reasons) = (score.Points, score.ReasonsText);
        // What an admin has looked at, he has looked at with its declines.
        var stoppedUntil = await reading.StoppedUntilAsync(context, asked, decided?.DecidedAt, cancellationToken);
        attempt.Decision = stoppedUntil is not null ? AttemptDecision.Stopped
            : score.Points >= Settings.HoldAt && asked.Purchase is not null && decided is null ? AttemptDecision.Held
            : score.Points >= Settings.ThreeDSecureAt ? AttemptDecision.ThreeDSecure
            : AttemptDecision.Passed;
        await context.SaveChangesAsync(cancellationToken);
        if (stoppedUntil is { } until)
        {
            return StoppedSentence(until);
        }

        if (attempt.Decision == AttemptDecision.Held)
        {
            return SentenceOf(await HoldAsync(context, asked, score, cancellationToken));
        }

        return new WeighedAttempt(attempt.Id, attempt.Decision == AttemptDecision.ThreeDSecure);
    }

    /// <summary>
    /// Before a card is saved, which takes no money and yet tells whether the card is good: of such attempts Stripe tells no charge, so that each counts as the decline that it may be. Null where it may go on.
    /// </summary>
    public async Task<Refusal?> SaveCardAsync(AttemptQuestion asked, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var until = await reading.StoppedUntilAsync(context, asked, null, cancellationToken);
        context.PaymentAttempts.Add(Attempt(asked with { Amount = Money.Zero(asked.Amount.Currency) }, until is null ? AttemptDecision.Passed : AttemptDecision.Stopped));
        await context.SaveChangesAsync(cancellationToken);
        return until is { } end ? StoppedSentence(end) : null;
    }

    /// <summary>Before the browser is given the secret: the row learns of the payment that its charges will name, and the bank is asked to confirm where the score says so.</summary>
    public async Task<Refusal?> HandOutAsync(WeighedAttempt weighed, string? paymentId, CancellationToken cancellationToken)
    {
        if (weighed.Id is not { } id || paymentId is null)
        {
            return null;
        }

        if (weighed.AsksTheBank && await gateway.AskTheBankAsync(paymentId, cancellationToken) is { IsDone: false } failed)
        {
            return failed.Refusal;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.PaymentAttempts.Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.PaymentId, paymentId), cancellationToken);
        return null;
    }

    /// <summary>What the buyer reads of a purchase that waits for an admin, or was refused by one.</summary>
    public Refusal SentenceOf(HeldPurchase held) => held.State == HoldState.Refused
        ? new Refusal(Refused, $"This order was not accepted, and nothing was charged. {Reason(held.Refusal)}{Contact("If you think that this is wrong, write to")}".TrimEnd())
        : new Refusal(Held, "We look at this order before it can be paid. Nothing was charged. A mail tells you as soon as somebody has looked, usually within one working day.");

    private PaymentAttempt Attempt(AttemptQuestion asked, AttemptDecision decision)
    {
        var now = time.GetUtcNow();
        return new PaymentAttempt
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            UserId = asked.UserId,
            OrganisationId = asked.OrganisationId,
            PurchaseId = asked.Purchase?.Id,
            InvoiceId = asked.InvoiceId,
            Address = asked.Address,
            BillingCountry = asked.BillingCountry,
            Amount = asked.Amount,
            Score = 0,
            Reasons = "[]",
            Decision = decision,
        };
    }

    /// <summary>What was decided of this very order, or still is to be; whatever else of the purchase waits is replaced by it.</summary>
    private async Task<HeldPurchase?> DecidedAsync(PortalDbContext context, AttemptQuestion asked, CancellationToken cancellationToken)
    {
        if (asked.Purchase is not { } purchase)
        {
            return null;
        }

        var lines = HeldPurchase.LinesOf(purchase);
        var known = await context.HeldPurchases.AsNoTracking().Where(h => h.PurchaseId == purchase.Id && h.State != HoldState.Replaced).OrderByDescending(h => h.At).ToListAsync(cancellationToken);
        var decided = known.Find(h => h.IsOf(lines, asked.Amount, asked.BillingCountry ?? ""));
        foreach (var waiting in known.Where(h => h.State == HoldState.Waiting && h != decided))
        {
            await context.HeldPurchases.Where(h => h.Id == waiting.Id && h.State == HoldState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(h => h.State, HoldState.Replaced), cancellationToken);
            changes.Publish();
        }

        return decided;
    }

    private async Task<HeldPurchase> HoldAsync(PortalDbContext context, AttemptQuestion asked, RiskScore score, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var held = new HeldPurchase
        {
            Id = Guid.CreateVersion7(now),
            PurchaseId = asked.Purchase!.Id,
            OrganisationId = asked.OrganisationId,
            UserId = asked.UserId,
            At = now,
            Lines = HeldPurchase.LinesOf(asked.Purchase),
            Amount = asked.Amount,
            BillingCountry = asked.BillingCountry ?? "",
            Score = score.Points,
            Reasons = score.ReasonsText,
            State = HoldState.Waiting,
        };
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Of two windows that press in one instant the second finds what the first has held: a write that changes nothing locks the row on both databases.
        await context.Purchases.Where(p => p.Id == held.PurchaseId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Currency, p => p.Currency), cancellationToken);
        if (await context.HeldPurchases.AsNoTracking().FirstOrDefaultAsync(h => h.PurchaseId == held.PurchaseId && h.State == HoldState.Waiting, cancellationToken) is { } known)
        {
            return known;
        }

        context.HeldPurchases.Add(held);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Publish();
        return held;
    }

    private Refusal StoppedSentence(DateTimeOffset until)
    {
        var wait = RiskScore.Words(TimeSpan.FromMinutes(Math.Ceiling((until - time.GetUtcNow()).TotalMinutes)));
        return new Refusal(Stopped, $"Too many cards were declined or tried, so nothing more is tried for now, and nothing was charged. Try again in {wait}{Contact(", or write to").TrimEnd('.', ' ')}.");
    }

    private static string Reason(string? words) => words is null ? "" : $"The reason: {words.TrimEnd('.')}. ";

    private string Contact(string before) => seller.Value.Email is { Length: > 0 } email ? $"{before} {email}." : "";
}
