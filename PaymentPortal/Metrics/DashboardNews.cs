using PaymentPortal.Shared;
using PaymentPortal.Shared.Components;

namespace PaymentPortal.Metrics;

/// <summary>What somebody who listens to the dashboard is told: the one thing that matters most of what changed, and nothing where nothing did.</summary>
internal static class DashboardNews
{
    /// <summary>The sentence; null where there is nothing to say.</summary>
    public static string? Between(DashboardSnapshot? before, DashboardSnapshot now)
    {
        if (before is null || before.Currency != now.Currency)
        {
            return null;
        }

        var known = before.Latest.ToDictionary(p => p.Id, p => p.State, StringComparer.Ordinal);
        if (now.Latest.FirstOrDefault(p => known.GetValueOrDefault(p.Id) != p.State) is { } payment)
        {
            return $"Payment of {MoneyFormat.Text(payment.Amount)}{(payment.Customer is { } customer ? " by " + customer : "")}: {StateWords.Of(payment.State).Word}.";
        }

        return now.Figures is { } figures && figures.RevenueToday != before.Figures?.RevenueToday
            ? $"Revenue today is now {MoneyFormat.Text(figures.RevenueToday)}."
            : null;
    }
}
