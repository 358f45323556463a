using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The numbers of invoices, counted when one is finalised and not before, so that none is left out: for each customer, or for the whole account where the sandbox's option says so.</summary>
internal static partial class InvoiceNumbers
{
    /// <summary>Refuses what would let a number be given twice: the prefix of another customer, or a sequence that begins before its end.</summary>
    public static void Check(Work work, JsonObject customer, JsonObject sent)
    {
        if (sent.Str("invoice_prefix") is { } prefix)
        {
            if (!Prefix().IsMatch(prefix))
                throw StripeError.Invalid("Invoice prefixes must be 3 to 12 uppercase letters or numbers.", "invoice_prefix");
            if (work.Where("customer", "parent", prefix).Exists(other => other != customer && other.Str("invoice_prefix") == prefix))
                throw StripeError.Invalid($"The invoice prefix '{prefix}' is already used by another customer.", "invoice_prefix");
        }
        if (sent.Long("next_invoice_sequence") is { } next && (customer.Long("_least_sequence") ?? 1) is var least && next < least)
            throw StripeError.Invalid($"The next invoice sequence must be {least} or greater: the numbers before are used already.", "next_invoice_sequence");
    }

    [GeneratedRegex("^[A-Z0-9]{3,12}\\z")]
    private static partial Regex Prefix();

    public static string Next(Work work, JsonObject customer)
    {
        if (work.Options.NumberInvoicesByAccount)
        {
            var prefix = work.Store.Setting("invoice_prefix", Ids.Random(8).ToUpperInvariant());
            work.Store.Setting("invoice_sequence", "1");
            return Shown(prefix, work.Store.Scalar<long>("UPDATE settings SET value=value+1 WHERE name='invoice_sequence' RETURNING value-1"));
        }
        var number = customer.Long("next_invoice_sequence") ?? 1;
        work.Touch(customer);
        customer["next_invoice_sequence"] = number + 1;
        customer["_least_sequence"] = number + 1;
        return Shown(customer.Str("invoice_prefix")!, number);
    }

    private static string Shown(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:0000}");
}
