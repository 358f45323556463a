using Microsoft.EntityFrameworkCore;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>Money that a bank was asked for and that has not come yet.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Amount">How much.</param>
/// <param name="Account">The account that it comes from, by its name.</param>
/// <param name="SentAt">When the bank was asked, UTC.</param>
/// <param name="SettledBy">The day by which it usually comes.</param>
public sealed record MoneyOnItsWay(string PaymentId, Money Amount, string Account, DateTimeOffset SentAt, DateOnly SettledBy);

/// <summary>A bank debit that its bank has refused, days after it was sent.</summary>
/// <param name="Account">The account, by its name.</param>
/// <param name="Why">Why, in words for its owner.</param>
public sealed record ReturnedDebit(string Account, string Why)
{
    /// <summary>Both in a sentence.</summary>
    public string Sentence => $"Your bank returned the debit from {MethodText.Yours(Account)}: {Why}.";
}

/// <summary>Reads which bank debits are under way.</summary>
internal sealed class MoneyOnItsWayQueries(IDbContextFactory<PortalDbContext> contexts, ReportingZone zone)
{
    public Task<IReadOnlyList<MoneyOnItsWay>> OfCustomerAsync(string customerId, CancellationToken cancellationToken) => ReadAsync(payments => payments.Where(p => p.CustomerId == customerId), cancellationToken);

    /// <summary>The debit of one payment; null where none is under way.</summary>
    public async Task<MoneyOnItsWay?> OfPaymentAsync(string paymentId, CancellationToken cancellationToken) =>
        (await ReadAsync(payments => payments.Where(p => p.Id == paymentId), cancellationToken)).FirstOrDefault();

    /// <summary>The debit that a payment was last tried with, where its bank refused it and nothing came after.</summary>
    public async Task<ReturnedDebit?> ReturnedAsync(string paymentId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await context.Charges.AsNoTracking().Where(c => c.PaymentId == paymentId).OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is not { Status: "failed" } || !MethodText.IsDebit(last.MethodType))
        {
            return null;
        }

        var why = DeclineText.Of(last.FailureCode);
        return new ReturnedDebit(MethodText.Of(last) ?? "your bank account", char.ToLowerInvariant(why[0]) + why[1..]);
    }

    private async Task<IReadOnlyList<MoneyOnItsWay>> ReadAsync(Func<IQueryable<Payment>, IQueryable<Payment>> which, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await which(context.Payments.AsNoTracking().Where(p => p.Status == "processing"))
            .Join(context.Charges.AsNoTracking().Where(c => c.Status == "pending"), p => p.Id, c => c.PaymentId, (payment, charge) => new { Payment = payment, Charge = charge })
            .OrderBy(r => r.Charge.CreatedAt).ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(r => MethodText.IsDebit(r.Charge.MethodType)).Select(r => new MoneyOnItsWay(
                r.Payment.Id, r.Payment.Amount, MethodText.Of(r.Charge) ?? "Bank account", r.Charge.CreatedAt, MethodText.SettledBy(r.Charge.MethodType, zone.DayOf(r.Charge.CreatedAt)))),
        ];
    }
}
