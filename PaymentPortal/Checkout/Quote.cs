using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What an order costs today, as Stripe computes its invoice.</summary>
/// <param name="Cart">The order.</param>
/// <param name="Order">The same as Stripe is asked for it.</param>
/// <param name="Billing">Who buys, as far as it changes the price.</param>
/// <param name="Lines">Each line's amount, by its lookup key.</param>
/// <param name="Discount">What the promotion code takes off.</param>
/// <param name="Taxes">The taxes that are charged.</param>
/// <param name="TaxNote">In words, why this tax is charged, or none.</param>
/// <param name="Total">The invoice's total.</param>
/// <param name="Due">What is charged today: the total, less the credit that the customer has, or with what he still owes.</param>
/// <param name="AfterTrial">What is charged first once the trial is over, with a code where it lasts so long; null without a trial.</param>
internal sealed record Quote(Cart Cart, Order Order, BillingDetails Billing, IReadOnlyDictionary<string, Money> Lines, Money Discount, IReadOnlyList<QuoteTax> Taxes, string TaxNote, Money Total, Money Due, Money? AfterTrial)
{
    /// <summary>What the code takes off further periods; null where it takes nothing.</summary>
    public RenewalCode? Renewal { get; init; }

    /// <summary>Tax is added to the listed prices, today or once a trial is over.</summary>
    public bool TaxComesOnTop { get; init; }

    /// <summary>What would be due and is too little to be charged: it goes on the next invoice, and nothing is due today. Null where there is no such rest.</summary>
    public Money? CarriedOver { get; init; }

    /// <summary>What each further period costs, with the tax that comes on top; null where that is not known.</summary>
    public PeriodPrice? PerPeriod { get; init; }

    /// <summary>What the customer's balance adds to the total (positive) or pays of it (negative).</summary>
    public Money Balance => Due + (CarriedOver ?? Money.Zero(Due.Currency)) - Total;
}

/// <summary>One tax of a quote.</summary>
internal sealed record QuoteTax(string Name, decimal Percentage, string? Country, Money Amount, bool Inclusive);

/// <summary>What a period costs.</summary>
/// <param name="Amount">The amount.</param>
/// <param name="WithTax">It counts tax that is added to the listed price.</param>
internal sealed record PeriodPrice(Money Amount, bool WithTax);

/// <summary>A code that lasts for longer than the first period.</summary>
/// <param name="Discount">What it takes off each further one; null where it begins after a trial, whose price counts it.</param>
/// <param name="Months">For how many months from the first day; null where it is forever, 0 where it waits for the first charge after a trial and is taken off that alone.</param>
internal sealed record RenewalCode(Money? Discount, int? Months);
