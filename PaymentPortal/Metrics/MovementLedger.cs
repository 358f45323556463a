using PaymentPortal.Catalog;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Metrics;

/// <summary>The ledger of movements, from what was known of each subscription at each time. Pure: the same knowledge gives the same rows, in whatever order it came.</summary>
internal static class MovementLedger
{
    /// <summary>Changes of one customer within this time are one movement: a plan that is changed by ending one subscription and beginning another is no churn.</summary>
    private static readonly TimeSpan Grouping = TimeSpan.FromMinutes(60);

    /// <summary>Grows whenever the same knowledge gives other rows: those of an earlier one are then written anew.</summary>
    public const int Definition = 2;

    /// <summary>The states of one subscription, the oldest first; what changes nothing that counts makes no state.</summary>
    public static IReadOnlyList<SubscriptionState> StatesOf(IEnumerable<Known> history, IncludedTaxes taxes)
    {
        var states = new List<SubscriptionState>();
        foreach (var known in history)
        {
            var snapshot = (SubscriptionSnapshot)known.Snapshot;
            if (snapshot.Items.Count == 0)
            {
                continue;
            }

            var state = new SubscriptionState
            {
                SubscriptionId = snapshot.Id,
                At = known.At,
                CustomerId = snapshot.CustomerId,
                Status = snapshot.Status,
                CollectionPaused = snapshot.CollectionPaused,
                Monthly = Monthly(snapshot, taxes, known.At),
                Definition = Definition,
            };
            if (states is [.., var last] && (last.Status, last.CollectionPaused, last.Monthly) == (state.Status, state.CollectionPaused, state.Monthly))
            {
                continue;
            }

            if (states is [.., var same] && same.At == state.At)
            {
                states.RemoveAt(states.Count - 1);
            }

            states.Add(state);
        }

        return states;
    }

    /// <summary>The movements of one customer, the oldest first.</summary>
    /// <param name="states">The states of all of its subscriptions, in any order.</param>
    public static IReadOnlyList<Movement> Of(IEnumerable<SubscriptionState> states) =>
        [.. states.GroupBy(s => s.Monthly.Currency).OrderBy(g => g.Key.Code, StringComparer.Ordinal).SelectMany(g => InOneCurrency([.. g.OrderBy(s => s.At).ThenBy(s => s.SubscriptionId, StringComparer.Ordinal)]))];

    private static IEnumerable<Movement> InOneCurrency(List<SubscriptionState> states)
    {
        var monthly = new Dictionary<string, long>(StringComparer.Ordinal);
        var (mrr, hasPaid) = (0L, false);
        for (var i = 0; i < states.Count;)
        {
            var began = states[i].At;
            DateTimeOffset? changed = null;
            var isPause = false;
            var before = mrr;
            for (; i < states.Count && (states[i].At - began <= Grouping || changed is null); i++)
            {
                var state = states[i];
                var difference = state.Monthly.MinorUnits - monthly.GetValueOrDefault(state.SubscriptionId);
                monthly[state.SubscriptionId] = state.Monthly.MinorUnits;
                if (difference == 0)
                {
                    continue;
                }

                if (changed is null)
                {
                    began = state.At;
                    changed = state.At;
                }

                mrr += difference;
                isPause |= difference < 0 && state.CollectionPaused;
            }

            if (mrr == before || changed is not { } at)
            {
                continue;
            }

            yield return new Movement
            {
                CustomerId = states[0].CustomerId,
                Currency = states[0].Monthly.Currency.Code,
                At = at,
                Kind = before == 0 ? hasPaid ? MovementKind.Reactivation : MovementKind.New : mrr == 0 ? MovementKind.Churn : mrr > before ? MovementKind.Expansion : MovementKind.Contraction,
                Amount = mrr - before,
                Mrr = mrr,
                IsPause = isPause && mrr < before,
            };
            hasPaid = true;
        }
    }

    /// <summary>What an invoice tells of the taxes that its subscription's prices contain. Of several lines of one price the largest tells it: where a line is nothing, so is its tax.</summary>
    public static IReadOnlyList<ChargedTax> TaxesOf(InvoiceSnapshot invoice) =>
    [
        .. invoice.Lines.Where(line => line.PriceId is not null && line.Amount != line.Discount)
            .GroupBy(line => line.PriceId!, StringComparer.Ordinal)
            .Select(price => price.OrderByDescending(line => Math.Abs((line.Amount - line.Discount).MinorUnits)).ThenBy(line => line.Id, StringComparer.Ordinal).First())
            .Select(line => new ChargedTax
            {
                InvoiceId = invoice.Id,
                PriceId = line.PriceId!,
                SubscriptionId = invoice.SubscriptionId!,
                ChargedAt = invoice.CreatedAt,
                TaxRateIds = string.Join(' ', line.Taxes.Where(tax => tax.Inclusive && !tax.Amount.IsZero).Select(tax => tax.TaxRateId).OfType<string>().Order(StringComparer.Ordinal)),
                RatesAreKnown = false,
            }),
    ];

    private static Money Monthly(SubscriptionSnapshot snapshot, IncludedTaxes taxes, DateTimeOffset at)
    {
        var sum = Money.Zero(snapshot.Items[0].UnitAmount.Currency);
        if (!Mrr.CountedStates.Contains(snapshot.Status) || snapshot.CollectionPaused)
        {
            return sum;
        }

        foreach (var (item, amount) in snapshot.Items.Zip(RecurringAmounts.Of(snapshot)))
        {
            sum += item.Metered ? Money.Zero(sum.Currency) : Mrr.PerMonth(taxes.Without(amount, item.PriceId, at), Intervals.Parse(item.Interval), item.IntervalCount);
        }

        return sum;
    }
}
