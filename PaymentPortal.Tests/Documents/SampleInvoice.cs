using PaymentPortal.Documents;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Documents;

/// <summary>Invoices whose figures are right, of any length and currency.</summary>
internal static class SampleInvoice
{
    private static readonly DateTimeOffset Issued = new(2026, 11, 20, 13, 5, 0, TimeSpan.Zero);

    /// <summary>Lines of 29.00 and more in major units of the currency, with a discount and a tax where they are asked for.</summary>
    public static InvoiceDocument Of(int lines, string currency = "usd", decimal discountPercent = 0, decimal taxPercent = 0, string culture = "en-US")
    {
        var money = Currency.Parse(currency);
        var major = money.Exponent switch { 0 => 1, 3 => 1000, _ => 100 };
        var zero = Money.Zero(money);
        var discounted = zero;
        var subtotal = zero;
        var items = new List<InvoiceLine>();
        for (var i = 0; i < lines; i++)
        {
            var unit = new Money((29 + (17 * i)) * (long)major, money);
            var quantity = 1 + (i % 4);
            var amount = unit * quantity;
            var off = amount.Percent(discountPercent);
            subtotal += amount;
            discounted += off;
            items.Add(new InvoiceLine(
                i % 3 == 0 ? "Professional, monthly" : i % 3 == 1 ? "Additional seats" : "Custom development, API integration and data migration",
                quantity, unit, amount, discountPercent == 0 ? null : off, taxPercent == 0 ? null : taxPercent.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + "%",
                i % 3 == 2 ? null : Issued, i % 3 == 2 ? null : Issued.AddMonths(1)));
        }

        var taxable = subtotal - discounted;
        var tax = taxable.Percent(taxPercent);
        var total = taxable + tax;
        return new InvoiceDocument
        {
            Number = "INV-2026-0042",
            Status = InvoiceStatus.Paid,
            Seller = new InvoiceParty("Northwind Analytics GmbH", ["Torstraße 140", "10119 Berlin", "Germany"], ["VAT DE123456789"], "billing@northwind.example"),
            Buyer = new InvoiceParty("Contoso Ltd", ["1 Market Street", "Floor 12", "San Francisco, CA 94105", "United States"], ["EIN 12-3456789"], "accounts@contoso.example"),
            IssuedAt = Issued,
            DueAt = Issued.AddDays(14),
            PaidAt = Issued,
            PaymentMethod = "Visa ending in 4242",
            Lines = items,
            Subtotal = subtotal,
            Discounts = discountPercent == 0 ? [] : [new InvoiceDiscount("SPRING20, 20% off", discounted)],
            Taxes = taxPercent == 0 ? [] : [new InvoiceTax("VAT", "Germany", taxPercent, false, taxable, tax)],
            Total = total,
            AmountPaid = total,
            AmountDue = zero,
            Notes = taxPercent == 0 ? ["Reverse charge: the recipient is liable for the tax."] : [],
            Footer = "Northwind Analytics GmbH, Amtsgericht Charlottenburg HRB 123456, managing director Ada Lindqvist. Thank you for your business.",
            Branding = new InvoiceBranding("#5B5BD6", "Northwind"),
            Culture = culture,
            TimeZone = "Europe/Berlin",
        };
    }
}
