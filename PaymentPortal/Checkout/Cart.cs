using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>A purchase's lines with what the catalogue says of them: at most one plan, with its seats, and packs of credits.</summary>
internal sealed record Cart(Purchase Purchase, PlanPrice? Plan, int Seats, IReadOnlyList<CartPack> Packs)
{
    public const int MostPacks = 20;

    /// <summary>What is bought, in a few words.</summary>
    public string Title => Titles.Aggregate((all, next) => $"{all} and {next}");

    /// <summary>What it is above all: the plan, where there is one. What stands beside that can be chosen anew.</summary>
    public string MainTitle => Plan is null ? Title : Titles[0];

    private IReadOnlyList<string> Titles => [.. Plan is null ? Array.Empty<string>() : [$"{Plan.Plan.Name} plan"], .. Packs.Select(p => p.Title)];

    /// <summary>What it costs by the list, before tax and codes.</summary>
    public Money ListPrice => Packs.Aggregate(Plan is { } plan ? plan.Amount * Seats : Money.Zero(Purchase.Currency), (sum, pack) => sum + (pack.Price.Amount * pack.Quantity));

    /// <summary>The trial that the plan begins with, in days; 0 where it begins at once.</summary>
    public int TrialDays => Purchase.WithTrial && Plan is not null ? Plan.Plan.TrialDays : 0;

    /// <summary>The trial begins only with something to charge when it is over.</summary>
    public bool TrialNeedsCard => TrialDays > 0 && Plan!.Plan.TrialNeedsCard;

    /// <summary>What use beyond the plan costs.</summary>
    public IReadOnlyList<MeteredPrice> Metered(Catalogue catalogue) => Plan is null ? [] : catalogue.MeteredOf(Plan);

    /// <summary>Null where something in the purchase is not sold any more.</summary>
    public static Cart? Of(Purchase purchase, Catalogue catalogue)
    {
        PlanPrice? plan = null;
        var seats = 0;
        var packs = new List<CartPack>();
        foreach (var line in purchase.Lines.OrderBy(l => l.LookupKey, StringComparer.Ordinal))
        {
            if (catalogue.Find(line.LookupKey) is { } offer)
            {
                (plan, seats) = (offer, line.Quantity);
            }
            else if (catalogue.FindPack(line.LookupKey) is { } pack)
            {
                packs.Add(new CartPack(pack, line.Quantity));
            }
            else
            {
                return null;
            }
        }

        return new Cart(purchase, plan, seats, [.. packs.OrderBy(p => p.Price.Amount.MinorUnits)]);
    }

    /// <summary>What is in a purchase, line by line, for the portal's own people.</summary>
    public static IReadOnlyList<string> LinesOf(Purchase purchase, Catalogue catalogue)
    {
        if (Of(purchase, catalogue) is not { } cart)
        {
            return [.. purchase.Lines.Select(l => $"{l.Quantity} × {l.LookupKey}")];
        }

        var lines = cart.Packs.Select(p => p.Title).ToList();
        if (cart.Plan is { } plan)
        {
            lines.Insert(0, $"{plan.Plan.Name}, {cart.Seats} {(cart.Seats == 1 ? "seat" : "seats")}, per {Intervals.Text(plan.Interval, 1)}{(cart.TrialDays > 0 ? $" after {cart.TrialDays} days" : "")}");
        }

        return purchase.PromotionCode is { } code ? [.. lines, $"With the code {code}"] : lines;
    }
}

/// <summary>So many of a pack of credits.</summary>
internal sealed record CartPack(PackPrice Price, int Quantity)
{
    public string Title => Quantity == 1 ? Price.Product.Name : $"{Quantity} × {Price.Product.Name}";
}
