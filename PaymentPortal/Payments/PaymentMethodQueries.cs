using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>A saved payment method as its owner sees it.</summary>
/// <param name="Method">The card or account.</param>
/// <param name="IsDefault">The next invoice is paid by it.</param>
/// <param name="Expiry">Whether it will still be good.</param>
public sealed record SavedMethod(PaymentMethod Method, bool IsDefault, CardExpiry Expiry)
{
    /// <summary>When it was added, in words, where another one is called the same; null where it has its name alone.</summary>
    public string? Added { get; init; }

    /// <summary>A bank account whose last payment came back.</summary>
    public bool IsReturned { get; init; }

    /// <summary>It can pay, as far as is known.</summary>
    public bool IsGood => Expiry != CardExpiry.Expired && !IsReturned;

    /// <summary>"Visa ending in 4242".</summary>
    public string Name => MethodText.Of(Method.Type, Method.Brand, Method.Last4) ?? "Saved payment method";

    /// <summary>True where it is for a currency: a bank debit takes its own country's.</summary>
    public bool Takes(Currency currency) => Method.Type switch
    {
        "sepa_debit" => currency.Code == "eur",
        "us_bank_account" => currency.Code == "usd",
        _ => true,
    };
}

/// <summary>Whether a card is still good.</summary>
public enum CardExpiry
{
    Good,

    /// <summary>It ends this month or the next.</summary>
    Soon,

    Expired,
}

/// <summary>What a customer has saved to pay by.</summary>
internal sealed class PaymentMethodQueries(IDbContextFactory<PortalDbContext> contexts, ReportingZone zone, TimeProvider time)
{
    /// <summary>The customer's methods, the default first, then the newest. A running subscription's own default is what is paid by; else the customer's.</summary>
    public async Task<IReadOnlyList<SavedMethod>> OfCustomerAsync(string customerId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var methods = await context.PaymentMethods.AsNoTracking().Where(m => m.CustomerId == customerId).OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        var own = await context.Subscriptions
            .Where(s => s.CustomerId == customerId && s.DefaultPaymentMethodId != null && Subscriptions.SubscriptionQueries.Running.Contains(s.Status))
            .OrderBy(s => s.CreatedAt).Select(s => s.DefaultPaymentMethodId).FirstOrDefaultAsync(cancellationToken);
        var standard = own ?? await context.Customers.Where(c => c.Id == customerId).Select(c => c.DefaultPaymentMethodId).FirstOrDefaultAsync(cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var debits = await context.Charges.AsNoTracking().Where(c => c.CustomerId == customerId && c.AccountLast4 != null).OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).ToListAsync(cancellationToken);
        return
        [
            .. methods.Select(m => new SavedMethod(m, m.Id == standard, ExpiryOf(m, today))
            {
                Added = AddedOf(m, methods),
                IsReturned = MethodText.IsDebit(m.Type) && debits.Find(c => c.MethodType == m.Type && c.AccountLast4 == m.Last4)?.Status == "failed",
            }).OrderByDescending(m => m.IsDefault),
        ];
    }

    /// <summary>The same card can be saved twice, and nothing but this tells its two rows apart.</summary>
    private string? AddedOf(PaymentMethod method, IReadOnlyList<PaymentMethod> all)
    {
        var twins = all.Where(m => m != method && (m.Type, m.Brand, m.Last4, m.ExpiresOn) == (method.Type, method.Brand, method.Last4, method.ExpiresOn)).ToList();
        var isOfOneDay = twins.Exists(m => zone.DayOf(m.CreatedAt) == zone.DayOf(method.CreatedAt));
        return twins.Count == 0 ? null : TimeZoneInfo.ConvertTime(method.CreatedAt, zone.Zone).ToString(isOfOneDay ? "'added on' d MMM yyyy 'at' HH:mm:ss" : "'added on' d MMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the card is good on a day.</summary>
    public static CardExpiry ExpiryOf(PaymentMethod method, DateOnly today) => method.ExpiresOn switch
    {
        null => CardExpiry.Good,
        { } last when last < today => CardExpiry.Expired,
        { } last when last < new DateOnly(today.Year, today.Month, 1).AddMonths(2) => CardExpiry.Soon,
        _ => CardExpiry.Good,
    };
}
