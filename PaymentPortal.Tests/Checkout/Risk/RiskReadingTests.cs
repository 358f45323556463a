using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Data;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Risk;

/// <summary>What the tables say of an attempt, on each database, while time passes.</summary>
public sealed class RiskReadingTests(Databases databases)
{
    private const string Here = "203.0.113.1";
    private static readonly OrganisationId Engines = new(Guid.Parse("00000000-0000-0000-0000-000000000001"));
    private static readonly OrganisationId Looms = new(Guid.Parse("00000000-0000-0000-0000-000000000002"));
    private static readonly Guid Ada = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Bea = Guid.Parse("00000000-0000-0000-0000-00000000000b");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Attempts_and_declines_are_counted_by_address_account_organisation_and_card(DatabaseProvider provider)
    {
        await using var tables = await OpenAsync(provider);
        await DeclinedAsync(tables, Ada, Engines, Here, 1, "card-1", minutesAgo: 30, country: "DE");
        await DeclinedAsync(tables, Ada, Engines, "203.0.113.2", 2, "card-2", minutesAgo: 20, country: "FR");
        await DeclinedAsync(tables, Bea, Looms, Here, 3, "card-3", minutesAgo: 10);
        await DeclinedAsync(tables, Bea, Looms, "203.0.113.3", 4, "card-1", minutesAgo: 10);
        await DeclinedAsync(tables, Ada, Engines, Here, 5, "card-4", minutesAgo: 61);
        var facts = await FactsAsync(tables, Asked(Ada, Engines, Here));
        Assert.Equal((2, 2), (facts.AttemptsFromAddress, facts.DeclinesFromAddress));
        Assert.Equal((2, 2), (facts.AttemptsByAccount, facts.DeclinesByAccount));
        Assert.Equal((2, 2), (facts.AttemptsByOrganisation, facts.DeclinesByOrganisation));
        Assert.Equal((3, 2), (facts.CardsTried, facts.DeclinesOfCard));
        Assert.Equal("FR", facts.CardCountry);
        Assert.Equal(TimeSpan.FromDays(1), facts.AccountAge);
        Assert.False(facts.HasPaidBefore);
    }

    /// <summary>A browser that holds the secret confirms again and again without asking the portal.</summary>
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Every_charge_of_one_press_counts(DatabaseProvider provider)
    {
        await using var tables = await OpenAsync(provider);
        await DeclinedAsync(tables, Ada, Engines, Here, 1, "card-1", minutesAgo: 5);
        for (var i = 0; i < 4; i++)
            await tables.AddAsync(Declined($"ch_more{i}", "pi_1", $"card-more{i}", PortalTables.At(4)));
        var facts = await FactsAsync(tables, Asked(Ada, Engines, Here));
        Assert.Equal((1, 5, 5), (facts.AttemptsByAccount, facts.DeclinesByAccount, facts.CardsTried));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_stop_ends_when_the_first_of_the_declines_is_older_than_the_window(DatabaseProvider provider)
    {
        await using var tables = await OpenAsync(provider);
        for (var i = 1; i <= 2; i++)
            await DeclinedAsync(tables, Ada, Engines, Here, i, $"card-{i}", minutesAgo: 40 - (10 * i));
        Assert.Null(await StoppedAsync(tables, Asked(Ada, Engines, Here)));
        await DeclinedAsync(tables, Ada, Engines, Here, 3, "card-3", minutesAgo: 10);
        Assert.Equal(PortalTables.At(30).AddHours(1), await StoppedAsync(tables, Asked(Ada, Engines, Here)));
        tables.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull(await StoppedAsync(tables, Asked(Ada, Engines, Here)));
        tables.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await StoppedAsync(tables, Asked(Ada, Engines, Here)));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_same_address_stops_strangers_and_nobody_who_has_paid_before_or_is_elsewhere(DatabaseProvider provider)
    {
        await using var tables = await OpenAsync(provider);
        await DeclinedAsync(tables, 1..3, minutesAgo: 5);
        Assert.NotNull(await StoppedAsync(tables, Asked(Bea, Looms, Here)));
        Assert.NotNull(await StoppedAsync(tables, Asked(Ada, Looms, "203.0.113.7")));
        Assert.NotNull(await StoppedAsync(tables, Asked(Bea, Engines, "203.0.113.7")));
        Assert.Null(await StoppedAsync(tables, Asked(Bea, Looms, "203.0.113.7")));
        Assert.Null(await StoppedAsync(tables, Asked(Bea, Looms, "")));
        await PaidAsync(tables, Looms, minutesAgo: 120);
        Assert.Null(await StoppedAsync(tables, Asked(Bea, Looms, Here)));
        Assert.True((await FactsAsync(tables, Asked(Bea, Looms, Here))).HasPaidBefore);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_neighbour_who_has_paid_a_moment_ago_is_not_stopped_and_not_trusted_more_for_it(DatabaseProvider provider)
    {
        await using var tables = await OpenAsync(provider);
        await DeclinedAsync(tables, 1..3, minutesAgo: 5);
        await PaidAsync(tables, Looms, minutesAgo: 10);
        Assert.Null(await StoppedAsync(tables, Asked(Bea, Looms, Here)));
        Assert.False((await FactsAsync(tables, Asked(Bea, Looms, Here))).HasPaidBefore);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_an_admin_has_looked_at_is_stopped_only_by_what_is_declined_afterwards(DatabaseProvider provider)
    {
        await using var tables = await OpenAsync(provider);
        await DeclinedAsync(tables, 1..4, minutesAgo: 30);
        Assert.NotNull(await StoppedAsync(tables, Asked(Ada, Engines, Here)));
        Assert.Null(await StoppedAsync(tables, Asked(Ada, Engines, Here), PortalTables.At(20)));
        await DeclinedAsync(tables, 5..7, minutesAgo: 10);
        Assert.NotNull(await StoppedAsync(tables, Asked(Ada, Engines, Here), PortalTables.At(20)));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_card_that_is_declined_everywhere_is_stopped_wherever_it_is_used(DatabaseProvider provider)
    {
        await using var tables = await OpenAsync(provider);
        for (var i = 1; i <= 3; i++)
            await tables.AddAsync(Declined($"ch_{i}", null, "card-1", PortalTables.At(5)));
        Assert.Null(await StoppedAsync(tables, Asked(Ada, Engines, Here)));
        Assert.NotNull(await StoppedAsync(tables, Asked(Ada, Engines, Here) with { Card = ("card-1", "US") }));
    }

    private static AttemptQuestion Asked(Guid user, OrganisationId organisation, string address) => new(user, organisation, address, new Money(14_900, PortalTables.Usd), "US");

    private static async Task<RiskFacts> FactsAsync(PortalTables tables, AttemptQuestion asked)
    {
        await using var context = await tables.Contexts.CreateDbContextAsync(Cancellation);
        return await Reading(tables).FactsAsync(context, asked, Cancellation);
    }

    private static async Task<DateTimeOffset?> StoppedAsync(PortalTables tables, AttemptQuestion asked, DateTimeOffset? approvedAt = null)
    {
        await using var context = await tables.Contexts.CreateDbContextAsync(Cancellation);
        return await Reading(tables).StoppedUntilAsync(context, asked, approvedAt, Cancellation);
    }

    private static RiskReading Reading(PortalTables tables) => new(Options.Create(new RiskOptions { StopAfterDeclines = 3 }), tables.Time);

    private async Task<PortalTables> OpenAsync(DatabaseProvider provider)
    {
        var tables = await PortalTables.OnAsync(databases, provider);
        foreach (var (id, name) in ((Guid, string)[])[(Ada, "ada@example.com"), (Bea, "bea@example.com")])
            await tables.AddAsync(new User { Id = id, UserName = name, Email = name, DisplayName = name, CreatedAt = PortalTables.At(24 * 60) });
        return tables;
    }

    private static Task DeclinedAsync(PortalTables tables, Guid user, OrganisationId organisation, string address, int number, string card, int minutesAgo, string country = "US") => tables.AddAsync(
        new PaymentAttempt
        {
            Id = Guid.CreateVersion7(PortalTables.At(minutesAgo)),
            At = PortalTables.At(minutesAgo),
            UserId = user,
            OrganisationId = organisation,
            Address = address,
            Amount = new Money(1000, PortalTables.Usd),
            Score = 0,
            Reasons = "[]",
            Decision = AttemptDecision.Passed,
            PaymentId = $"pi_{number}",
        },
        Declined($"ch_{number}", $"pi_{number}", card, PortalTables.At(minutesAgo), country));

    /// <summary>From the first number to the last, each with a card of its own.</summary>
    private static async Task DeclinedAsync(PortalTables tables, Range numbers, int minutesAgo)
    {
        for (var i = numbers.Start.Value; i <= numbers.End.Value; i++)
            await DeclinedAsync(tables, Ada, Engines, Here, i, $"card-{i}", minutesAgo);
    }

    private static Task PaidAsync(PortalTables tables, OrganisationId organisation, int minutesAgo)
    {
        var paid = PortalTables.Invoice("in_1", "cus_1", "1");
        (paid.OrganisationId, paid.PaidAt) = (organisation, PortalTables.At(minutesAgo));
        return tables.AddAsync(paid);
    }

    private static Charge Declined(string id, string? payment, string card, DateTimeOffset at, string country = "US")
    {
        var charge = PortalTables.Charge(id, payment, 1000, status: "failed", at: at);
        (charge.CardFingerprint, charge.CardCountry) = (card, country);
        return charge;
    }
}
