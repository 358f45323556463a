using PaymentPortal.Checkout;
using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>How far visitors came on the way to paying in some days, and which checkouts of these days were left.</summary>
/// <param name="At">When it was read, UTC.</param>
/// <param name="From">The first reporting day.</param>
/// <param name="To">The last reporting day, today.</param>
/// <param name="Steps">The steps in their order, with how many took them.</param>
/// <param name="Abandoned">The abandoned checkouts that were begun last, the latest first.</param>
/// <param name="AbandonedCount">How many there are in all.</param>
public sealed record FunnelView(DateTimeOffset At, DateOnly From, DateOnly To, IReadOnlyList<FunnelCount> Steps, IReadOnlyList<AbandonedCheckout> Abandoned, int AbandonedCount)
{
    /// <summary>Everybody who took any step.</summary>
    public int Visitors => Steps[0].Visitors;

    /// <summary>Those who paid.</summary>
    public int Paid => Steps[^1].Visitors;
}

/// <summary>One step of the funnel.</summary>
/// <param name="Step">The step.</param>
/// <param name="Visitors">How many distinct visitors took it, or one after it.</param>
/// <param name="OfStepBefore">Which part that is of those of the step before, 0 to 1; null for the first step, and where nobody took the one before.</param>
/// <param name="OfAll">Which part of everybody; null where nobody came.</param>
public sealed record FunnelCount(FunnelStep Step, int Visitors, double? OfStepBefore, double? OfAll);

/// <summary>A checkout that was begun and left without paying.</summary>
/// <param name="Id">The purchase.</param>
/// <param name="Title">What was to be bought, in a few words.</param>
/// <param name="Lines">What was to be bought, line by line.</param>
/// <param name="ListPrice">What that costs by the list, before tax and codes; null where it is not sold any more.</param>
/// <param name="Organisation">Who was to buy it.</param>
/// <param name="Person">Who began it.</param>
/// <param name="LeftAt">When something was done with it last, UTC.</param>
/// <param name="LastStep">What that was.</param>
public sealed record AbandonedCheckout(
    Guid Id, string Title, IReadOnlyList<string> Lines, Money? ListPrice, string Organisation, string? Person, DateTimeOffset LeftAt, string LastStep);
