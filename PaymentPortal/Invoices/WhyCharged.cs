using System.Globalization;
using PaymentPortal.Documents;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>A sentence of the answer, with what it adds or takes off; a sentence without an amount only explains.</summary>
internal sealed record Reason(string Sentence, Money? Amount);

/// <summary>The answer to "Why was I charged this?": its amounts sum to the total.</summary>
internal sealed record WhyChargedAnswer(IReadOnlyList<Reason> Reasons, Money Total);

/// <summary>
/// Says why a line of an invoice costs what it does: days, price, quantity, discount, tax. An arithmetic is shown only where it comes to the very amount that was charged; else the amount is said as it is.
/// </summary>
internal static class WhyCharged
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    public static WhyChargedAnswer Of(InvoiceLine line, TimeZoneInfo zone)
    {
        var reasons = new List<Reason> { new(Base(line, new Days(zone)), line.Amount) };
        var net = line.Amount;
        foreach (var discount in line switch { { Origin.Discounts: { Count: > 0 } each } => each, { Discount: { IsZero: false } one } => [one], _ => [] })
        {
            var what = net == line.Amount ? "A discount takes off " : "Another takes off ";
            reasons.Add(new($"{what}{(Share(discount, net) is { } share ? $"{share}{(net == line.Amount ? "" : " of what is left")}, which is " : "")}{MoneyFormat.Text(discount)}.", -discount));
            net -= discount;
        }

        var total = net;
        foreach (var tax in line.Origin?.Taxes ?? [])
        {
            var name = $"{tax.Name}{(string.IsNullOrEmpty(tax.Jurisdiction) ? "" : $" ({Countries.NameOf(tax.Jurisdiction)})")}, {Percent(tax.Percentage)}";
            var isGivenBack = tax.Amount.MinorUnits < 0;
            var on = tax.TaxableAmount is { IsZero: false } taxable ? $" of {MoneyFormat.Text(isGivenBack ? -taxable : taxable)}" : "";
            if (tax is { Inclusive: true, Amount.IsZero: true })
            {
                continue;
            }

            if (tax.Inclusive)
            {
                reasons.Add(new($"{name}, is part of {(isGivenBack ? "what is given back" : "the price already")}: {MoneyFormat.Text(isGivenBack ? -tax.Amount : tax.Amount)} of {MoneyFormat.Text(isGivenBack ? -net : net)} is tax.", null));
            }
            else
            {
                reasons.Add(new(tax.Amount.IsZero ? $"{name}{on}: nothing is added." : $"{name}{on}, is {(isGivenBack ? "given back too" : "added")}.", tax.Amount));
                total += tax.Amount;
            }
        }

        if (line.Origin is { Taxes.Count: 0 } origin)
        {
            reasons.Add(new(origin.Untaxed ?? "No tax is charged on this line.", null));
        }

        return new WhyChargedAnswer(reasons, total);
    }

    private static string Base(InvoiceLine line, Days days) => line switch
    {
        { Origin.Use: { } use, PeriodStart: { } start, PeriodEnd: { } end } => Used(line, use, days.Span(start, end)),
        { Origin: { Proration: true, Charged: { } charged, ChargedFrom: { } from, ChargedUntil: { } until }, PeriodStart: { } start, PeriodEnd: { } end } when line.Amount.MinorUnits < 0 =>
            $"{Sold(line)}: {Paid(charged, line.Origin.ChargedDiscount)} had been charged for {days.Span(from, until)}. From {days.Moment(start)} on it was not used any more: "
            + $"{days.Part(start, end, from, until)}{Sum(charged, start, end, from, until, line.Amount)} given back.",
        { Origin.Proration: true, PeriodStart: { } start, PeriodEnd: { } end } when line.Amount.MinorUnits < 0 =>
            $"{Sold(line)}: what was paid for {days.Span(start, end)} and was not used, {days.Length(start, end)}, is given back.",
        { Origin: { Proration: true, ListPrice: { } price, Interval: { } interval } origin, PeriodStart: { } start, PeriodEnd: { } end } =>
            Rest(line, days, price * (long)line.Quantity, interval, origin.IntervalCount, start, end),
        { Origin: { ListPrice: { IsZero: false } price, Interval: { } interval } origin, PeriodStart: { } start, PeriodEnd: { } end } when line.Amount.IsZero =>
            $"Nothing is charged for {days.Span(start, end)}: it is a trial. Afterwards it costs {Priced(line, price)} per {Every(interval, origin.IntervalCount)}.",
        { Origin: { ListPrice: { } price, Interval: { } interval } origin, PeriodStart: { } start, PeriodEnd: { } end } when price * (long)line.Quantity == line.Amount =>
            $"{Priced(line, price)} per {Every(interval, origin.IntervalCount)}, for {days.Span(start, end)}.",
        { UnitAmount: { } unit, PeriodStart: { } start, PeriodEnd: { } end } when unit * (long)line.Quantity == line.Amount && start != end =>
            $"{Priced(line, unit)}, for {days.Span(start, end)}.",
        { UnitAmount: { } unit } when unit * (long)line.Quantity == line.Amount => $"{Priced(line, unit)}, once.",
        { PeriodStart: { } start, PeriodEnd: { } end } when start != end => $"{Count(line.Quantity)} used in {days.Span(start, end)} come to {MoneyFormat.Text(line.Amount)}.",
        _ => $"{Sold(line)}: {MoneyFormat.Text(line.Amount)}.",
    };

    /// <summary>What was used, what of it is included, and the rest at the price of each.</summary>
    private static string Used(InvoiceLine line, InvoiceLineUse use, string span)
    {
        if (use.UnitPrice == 0)
        {
            return use.Used == 0 ? $"No {use.Name} were used in {span}."
                : use.Used == line.Quantity ? $"{Count(use.Used)} {use.Name} were used in {span}. They are included and cost nothing."
                : $"{Count(use.Used)} {use.Name} were used in {span}. {Count(line.Quantity)} of them are included and cost nothing.";
        }

        var exact = line.Quantity * use.UnitPrice;
        var each = MoneyFormat.Unit(use.UnitPrice, line.Amount.Currency);
        var sum = $"{Count(line.Quantity)} × {each} = {MoneyFormat.Unit(exact, line.Amount.Currency)}{(exact == line.Amount.MinorUnits ? "" : $", which is rounded to {MoneyFormat.Text(line.Amount)}")}";
        return decimal.Round(exact, MidpointRounding.AwayFromZero) != line.Amount.MinorUnits ? $"{Count(line.Quantity)} {use.Name} used in {span} come to {MoneyFormat.Text(line.Amount)}."
            : use.Free == 0 ? $"{Count(line.Quantity)} {use.Name} that are not included were used in {span}, at {each} each: {sum}."
            : $"{Count(use.Used)} {use.Name} were used in {span}. {Count(use.Free)} of them are included, the {Count(line.Quantity)} beyond cost {each} each: {sum}.";
    }

    /// <summary>What was charged, with the discount that was taken off.</summary>
    private static string Paid(Money charged, Money? discount) => discount is not { } off ? MoneyFormat.Text(charged)
        : $"{MoneyFormat.Text(charged + off)}, less {(Share(off, charged + off) is { } share ? $"{share} discount" : $"a discount of {MoneyFormat.Text(off)}")} = {MoneyFormat.Text(charged)},";

    /// <summary>What is asked for the rest of a period after a change, at the price or at the price less the discount, whichever comes to the amount.</summary>
    private static string Rest(InvoiceLine line, Days days, Money whole, string interval, int count, DateTimeOffset start, DateTimeOffset end)
    {
        var begin = Before(end, interval, count);
        var percent = line.Origin?.DiscountPercent ?? 0;
        var off = line.Origin?.DiscountAmount ?? Money.Zero(whole.Currency);
        foreach (var (price, less) in ((Money, string)[])
        [
            (whole, ""), (whole - whole.Percent(percent), $", less {Percent(percent)} discount = {MoneyFormat.Text(whole - whole.Percent(percent))}"),
            (whole - off, $", less a discount of {MoneyFormat.Text(off)} = {MoneyFormat.Text(whole - off)}"),
        ])
        {
            if (price.TimesFraction(Seconds(start, end), Seconds(begin, end)) == line.Amount)
            {
                return $"{Sold(line)} costs {MoneyFormat.Text(whole)} per {Every(interval, count)}{less}. From {days.Moment(start)} to {days.Moment(end)} are {days.Part(start, end, begin, end)}{Sum(price, start, end, begin, end, line.Amount)} charged.";
            }
        }

        return $"{Sold(line)}, for the rest of the period from {days.Moment(start)} to {days.Moment(end)} ({days.Length(start, end)}): {MoneyFormat.Text(line.Amount)}, counted to the second.";
    }

    /// <summary>The arithmetic of a part, where it comes to the very amount.</summary>
    private static string Sum(Money whole, DateTimeOffset start, DateTimeOffset end, DateTimeOffset from, DateTimeOffset until, Money amount)
    {
        var (part, all) = (Seconds(start, end), Seconds(from, until));
        var positive = amount.MinorUnits < 0 ? -amount : amount;
        if (all <= 0 || whole.TimesFraction(part, all) != positive)
        {
            return $", counted to the second; {MoneyFormat.Text(positive)} is";
        }

        const long Day = 86_400;
        var isWhole = part % Day == 0 && all % Day == 0;
        var fraction = isWhole ? $"{part / Day} ÷ {all / Day}" : $"{part.ToString("N0", English)} ÷ {all.ToString("N0", English)} seconds";
        return $": {MoneyFormat.Text(whole)} × {fraction} = {MoneyFormat.Text(positive)}{(isWhole ? "" : ", counted to the second and rounded,")} is";
    }

    private static DateTimeOffset Before(DateTimeOffset end, string interval, int count) => interval switch
    {
        "day" => end.AddDays(-count),
        "week" => end.AddDays(-7 * count),
        "year" => end.AddYears(-count),
        _ => end.AddMonths(-count),
    };

    private static long Seconds(DateTimeOffset from, DateTimeOffset until) => (until - from).Ticks / TimeSpan.TicksPerSecond;

    private static string Sold(InvoiceLine line)
    {
        var text = line.Description;
        foreach (var start in (string[])["Unused time on ", "Remaining time on "])
        {
            text = text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : text;
        }

        var after = text.LastIndexOf(" after ", StringComparison.Ordinal);
        return after > 0 && text != line.Description ? text[..after] : text;
    }

    private static string Priced(InvoiceLine line, Money price) => line.Quantity == 1 ? MoneyFormat.Text(price) : $"{Count(line.Quantity)} × {MoneyFormat.Text(price)}";

    private static string Count(decimal quantity) => quantity.ToString("#,##0.############", English);

    private static string Every(string interval, int count) => count == 1 ? interval : $"{count} {interval}s";

    /// <summary>"25%", where the discount is such a part of the amount; else null.</summary>
    private static string? Share(Money discount, Money amount) => InvoiceDiscount.PercentOf(discount, amount) is { } percentage ? Percent(percentage) : null;

    private static string Percent(decimal percentage) => percentage.ToString("0.####", English) + "%";

    /// <summary>Times in words, in the zone that the portal counts days in.</summary>
    private sealed class Days(TimeZoneInfo zone)
    {
        public string Span(DateTimeOffset from, DateTimeOffset until) => $"{Day(from)} to {Day(until)} ({Length(from, until)})";

        public string Moment(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).ToString("d MMM yyyy, HH:mm", English);

        public string Part(DateTimeOffset start, DateTimeOffset end, DateTimeOffset from, DateTimeOffset until) => $"{Length(start, end)} of {Length(from, until)}";

        public string Length(DateTimeOffset from, DateTimeOffset until)
        {
            var span = until - from;
            var parts = new[] { (span.Days, "day"), (span.Hours, "hour"), (span.Minutes, "minute") }.Where(p => p.Item1 > 0).Take(2).Select(p => $"{p.Item1} {p.Item2}{(p.Item1 == 1 ? "" : "s")}").ToList();
            return parts.Count == 0 ? "less than a minute" : string.Join(" ", parts);
        }

        private string Day(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).ToString("d MMM yyyy", English);
    }
}
