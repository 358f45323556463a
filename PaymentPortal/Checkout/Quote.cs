using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What an order costs: the price, the tax of the buyer's country, and what is to be paid today.</summary>
internal sealed record Quote(PlanPrice Price, Money Subtotal, IReadOnlyList<QuoteTax> Taxes, Money Total)
{
    /// <summary>The cost of one plan; tax is rounded per line, half away from zero, as Stripe does.</summary>
    public static Quote Of(PlanPrice price, IReadOnlyList<TaxRate> rates)
    {
        List<QuoteTax> taxes = [];
        var total = price.Amount;
        foreach (var rate in rates)
        {
            var tax = rate.Inclusive
                ? price.Amount.TimesFraction(rate.PercentageE4, 1_000_000 + rate.PercentageE4)
                : price.Amount.TimesFraction(rate.PercentageE4, 1_000_000);
            taxes.Add(new QuoteTax(rate.DisplayName, rate.Percentage, rate.Country, tax, rate.Inclusive));
            total = rate.Inclusive ? total : total + tax;
        }

        return new Quote(price, price.Amount, taxes, total);
    }
}

/// <summary>One tax of a quote.</summary>
internal sealed record QuoteTax(string Name, decimal Percentage, string? Country, Money Amount, bool Inclusive);
