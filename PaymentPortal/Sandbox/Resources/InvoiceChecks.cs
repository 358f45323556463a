using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Refuses what an invoice cannot hold.</summary>
internal static class InvoiceChecks
{
    /// <summary>A hundred years: no due date lies beyond what a calendar can show.</summary>
    private const int MostDaysUntilDue = 36_500;

    private const int LongestNumber = 26;
    private const int MostFields = 4;
    private const int LongestFieldName = 40;
    private const int LongestFieldValue = 140;

    public static void Check(Work work, JsonObject invoice, JsonObject sent)
    {
        Due(work, invoice, sent);
        Shapes.CheckLength(sent, "number", LongestNumber);
        Shapes.CheckOnStatement(sent, "statement_descriptor");
        if (sent.Long("automatically_finalizes_at") <= work.Now(invoice))
            throw StripeError.Invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "automatically_finalizes_at");
        Fields(sent);
        OwnTaxIds(work, sent);
    }

    /// <summary>Refuses tax ids that are not the account's.</summary>
    public static void OwnTaxIds(Work work, JsonObject sent)
    {
        foreach (var (at, id) in sent.Strings("account_tax_ids").Index())
        {
            if (work.Get("tax_id", id, $"account_tax_ids[{at}]").Str("customer") is not null)
                throw StripeError.NoSuch("tax_id", id, $"account_tax_ids[{at}]");
        }
    }

    /// <summary>The fields of an invoice, which its customer or its subscription may name as well.</summary>
    public static void Fields(JsonObject sent)
    {
        if (sent.Objects("custom_fields").Count() > MostFields)
            throw StripeError.Invalid($"An invoice can have at most {MostFields} custom fields.", "custom_fields");
        foreach (var (at, field) in sent.Objects("custom_fields").Index())
        {
            StripeError.Within($"custom_fields[{at}]", () =>
            {
                Shapes.CheckLength(field, "name", LongestFieldName);
                Shapes.CheckLength(field, "value", LongestFieldValue);
            });
        }
    }

    private static void Due(Work work, JsonObject invoice, JsonObject sent)
    {
        if ((sent["due_date"] ?? sent["days_until_due"]) is null)
            return;
        var param = sent["due_date"] is null ? "days_until_due" : "due_date";
        if (sent["due_date"] is not null && sent["days_until_due"] is not null)
            throw StripeError.Invalid("You may only specify one of these parameters: due_date, days_until_due.", param, "parameters_exclusive");
        if ((sent.Str("collection_method") ?? invoice.Str("collection_method")) != "send_invoice")
            throw StripeError.Invalid($"You can only specify `{param}` if `collection_method` is `send_invoice`.", param);
        if (sent.Long("due_date") < work.Now(invoice))
            throw StripeError.Invalid("The due date must be in the future.", param);
        Days(sent);
    }

    /// <summary>The days that a buyer has, which subscriptions and their schedules say too.</summary>
    public static void Days(JsonObject sent)
    {
        if (sent.Long("days_until_due") is < 0)
            throw StripeError.Invalid("This value must be greater than or equal to 0.", "days_until_due", "parameter_invalid_integer");
        if (sent.Long("days_until_due") is > MostDaysUntilDue)
            throw StripeError.Invalid($"This value must be less than or equal to {MostDaysUntilDue}.", "days_until_due", "parameter_invalid_integer");
    }
}
