using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

/// <summary>Who is about to pay what, from where, and by which card where that is known already.</summary>
internal sealed record AttemptQuestion(Guid UserId, OrganisationId OrganisationId, string Address, Money Amount, string? BillingCountry)
{
    /// <summary>What is bought; null where an open invoice or a change of the plan is paid.</summary>
    public Purchase? Purchase { get; init; }

    public string? InvoiceId { get; init; }

    /// <summary>A saved card's fingerprint and country.</summary>
    public (string? Fingerprint, string? Country) Card { get; init; }
}

/// <summary>Reads what a score is made of, and whether too much was declined for another attempt, from the attempts and from what Stripe told of their charges.</summary>
internal sealed class RiskReading(IOptions<RiskOptions> options, TimeProvider time)
{
    /// <summary>More than anybody can do within a window by hand; what a flood does beyond it changes no score.</summary>
    private const int Most = 2000;

    /// <summary>Stripe's clock is not ours.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    private RiskOptions Settings => options.Value;

    public async Task<RiskFacts> FactsAsync(PortalDbContext context, AttemptQuestion asked, CancellationToken cancellationToken)
    {
        var (now, since) = (time.GetUtcNow(), time.GetUtcNow() - Settings.Window);
        var attempts = await Around(context, asked).Where(a => a.At > since).OrderByDescending(a => a.At).Take(Most).Select(a => new { a.UserId, a.OrganisationId, a.Address }).ToListAsync(cancellationToken);
        var told = await ToldAsync(context, asked, since, cancellationToken);
        var cards = await DeclinesOfCardsAsync(context, asked, told, since, cancellationToken);
        var last = told.FirstOrDefault(t => t.IsOwn);
        var createdAt = await context.Users.Where(u => u.Id == asked.UserId).Select(u => u.CreatedAt).SingleAsync(cancellationToken);
        return new RiskFacts
        {
            AttemptsFromAddress = attempts.Count(a => a.Address == asked.Address && asked.Address.Length > 0),
            DeclinesFromAddress = told.Count(t => t is { Failed: true, FromAddress: true }),
            AttemptsByAccount = attempts.Count(a => a.UserId == asked.UserId),
            DeclinesByAccount = told.Count(t => t is { Failed: true, ByAccount: true }),
            AttemptsByOrganisation = attempts.Count(a => a.OrganisationId == asked.OrganisationId),
            DeclinesByOrganisation = told.Count(t => t is { Failed: true, ByOrganisation: true }),
            CardsTried = told.Select(t => t.Card).Append(asked.Card.Fingerprint).OfType<string>().Distinct().Count(),
            DeclinesOfCard = cards.Select(c => c.Count()).DefaultIfEmpty(0).Max(),
            CardCountry = asked.Card.Country ?? last?.Country,
            BillingCountry = asked.BillingCountry,
            BillingAddressIsWrong = last?.AddressIsWrong == true,
            StripeRisk = last?.Risk is "elevated" or "highest" ? last.Risk : null,
            Amount = asked.Amount,
            AccountAge = now - createdAt,
            HasPaidBefore = await HasPaidAsync(context, asked.OrganisationId, since, cancellationToken),
        };
    }

    /// <summary>
    /// Until when nothing is tried, because too many cards were declined; null where that is not so. Only declines count, and where nothing is tried none is added: each stop ends by itself.
    /// What others did at the same address stops nobody whose organisation has paid.
    /// </summary>
    /// <param name="context">Where it is read.</param>
    /// <param name="asked">The attempt.</param>
    /// <param name="approvedAt">What was declined before that counts no more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<DateTimeOffset?> StoppedUntilAsync(PortalDbContext context, AttemptQuestion asked, DateTimeOffset? approvedAt, CancellationToken cancellationToken)
    {
        var (now, since) = (time.GetUtcNow(), time.GetUtcNow() - Settings.Window);
        since = approvedAt > since ? approvedAt.Value : since;
        var told = await ToldAsync(context, asked, since, cancellationToken);
        var cards = await DeclinesOfCardsAsync(context, asked, told, since, cancellationToken);
        var saved = await context.PaymentAttempts.Where(a => (a.UserId == asked.UserId || a.OrganisationId == asked.OrganisationId) && a.Amount.MinorUnits == 0
                && a.Decision != AttemptDecision.Stopped && a.At > since).OrderByDescending(a => a.At).Take(Most).Select(a => a.At).ToListAsync(cancellationToken);
        var counted = new List<IEnumerable<DateTimeOffset>>
        {
            told.Where(t => t is { Failed: true, ByAccount: true }).Select(t => t.At),
            told.Where(t => t is { Failed: true, ByOrganisation: true }).Select(t => t.At),
            saved,
        };
        counted.AddRange(cards);
        if (!await HasPaidAsync(context, asked.OrganisationId, now, cancellationToken))
        {
            counted.Add(told.Where(t => t is { Failed: true, FromAddress: true }).Select(t => t.At));
        }

        var until = counted.Select(times => times.OrderDescending().Skip(Settings.StopAfterDeclines - 1).Select(at => (DateTimeOffset?)at).FirstOrDefault()).Max() + Settings.Window;
        return until > now ? until : null;
    }

    private static Task<bool> HasPaidAsync(PortalDbContext context, OrganisationId organisation, DateTimeOffset before, CancellationToken cancellationToken) =>
        context.Invoices.AnyAsync(i => i.OrganisationId == organisation && i.Status == "paid" && i.AmountPaid.MinorUnits > 0 && i.PaidAt < before, cancellationToken);

    private static IQueryable<PaymentAttempt> Around(PortalDbContext context, AttemptQuestion asked)
    {
        var (user, organisation, address) = (asked.UserId, asked.OrganisationId, asked.Address);
        return context.PaymentAttempts.Where(a => a.UserId == user || a.OrganisationId == organisation || (address != "" && a.Address == address));
    }

    /// <summary>The charges of the window that came of attempts by this account, this organisation or from this address, the latest first.</summary>
    private async Task<IReadOnlyList<Told>> ToldAsync(PortalDbContext context, AttemptQuestion asked, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + ClocksDiffer;
        var rows = await context.Charges.Where(c => c.CreatedAt > since && c.CreatedAt < until)
            .Join(Around(context, asked), c => c.PaymentId, a => a.PaymentId, (charge, attempt) => new { charge, attempt.UserId, attempt.OrganisationId, attempt.Address })
            .OrderByDescending(r => r.charge.CreatedAt).ThenByDescending(r => r.charge.Id).Take(Most).AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. from row in rows
               group row by row.charge.Id into same
               let charge = same.First().charge
               orderby charge.CreatedAt descending, charge.Id descending
               select new Told(
                   charge.CreatedAt, charge.Status == "failed", charge.CardFingerprint, charge.CardCountry, charge.RiskLevel, charge.BillingAddressIsWrong,
                   same.Any(r => r.UserId == asked.UserId), same.Any(r => r.OrganisationId == asked.OrganisationId), asked.Address.Length > 0 && same.Any(r => r.Address == asked.Address)),
        ];
    }

    /// <summary>When each of the cards that this account or organisation uses was declined, whoever used it.</summary>
    private async Task<IReadOnlyList<IGrouping<string, DateTimeOffset>>> DeclinesOfCardsAsync(
        PortalDbContext context, AttemptQuestion asked, IReadOnlyList<Told> told, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + ClocksDiffer;
        string?[] cards = [.. told.Where(t => t.IsOwn).Select(t => t.Card).Append(asked.Card.Fingerprint).Where(c => c is not null).Distinct()];
        var declined = cards.Length == 0 ? [] : await context.Charges.Where(c => cards.Contains(c.CardFingerprint) && c.Status == "failed" && c.CreatedAt > since && c.CreatedAt < until)
            .OrderByDescending(c => c.CreatedAt).Take(Most).Select(c => new { Card = c.CardFingerprint!, c.CreatedAt }).ToListAsync(cancellationToken);
        return [.. declined.GroupBy(d => d.Card, d => d.CreatedAt)];
    }

    private sealed record Told(
        DateTimeOffset At, bool Failed, string? Card, string? Country, string? Risk, bool AddressIsWrong, bool ByAccount, bool ByOrganisation, bool FromAddress)
    {
        public bool IsOwn => ByAccount || ByOrganisation;
    }
}
