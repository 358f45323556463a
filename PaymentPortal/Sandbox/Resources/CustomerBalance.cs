using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a customer has in credit (below 0) or still owes (above), settled with the next invoice.</summary>
internal static class CustomerBalance
{
    private const string Kind = "customer_balance_transaction";

    private const long Largest = 999_999_999_999;

    public static void Map(Router router)
    {
        router.Post("/v1/customers/{id}/balance_transactions", Create);
        router.Get("/v1/customers/{id}/balance_transactions", c => Page.Of(c, Kind, null, ("customer", c.Work.Get("customer", c.Id).Str("id")), ("parent", c.Sent.Str("invoice"))));
        router.Get("/v1/customers/{customerId}/balance_transactions/{id}", Get);
        router.Post("/v1/customers/{customerId}/balance_transactions/{id}", Update);
    }

    private static JsonObject Get(Call call)
    {
        var found = call.Work.Get(Kind, call.Path.Split('/')[^1]);
        return found.Str("customer") == call.Id ? found : throw StripeError.NoSuch(Kind, found.Str("id")!);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var customer = work.Get("customer", call.Id);
        var currency = Currencies.Known(sent.Str("currency")!);
        var amount = sent.Long("amount")!.Value;
        Check(amount, "amount");
        if (amount == 0)
            throw StripeError.Invalid("The amount of a customer balance transaction must not be 0.", "amount", "parameter_invalid_integer");
        var transaction = Add(work, customer, amount, "adjustment", currency);
        transaction["description"] = sent.Str("description");
        Shapes.Metadata(transaction, sent);
        return transaction;
    }

    private static void Check(long amount, string param)
    {
        if (Math.Abs((decimal)amount) > Largest)
            throw StripeError.Invalid("This amount is too large for a customer's balance.", param, "parameter_invalid_integer");
    }

    private static JsonObject Update(Call call)
    {
        var transaction = Get(call);
        call.Work.Touch(transaction);
        transaction.Take(call.Sent, "description");
        Shapes.Metadata(transaction, call.Sent);
        return transaction;
    }

    /// <summary>A balance that is set outright, in the customer's currency: the difference is a transaction too.</summary>
    public static void Set(Work work, JsonObject customer, long balance, string type)
    {
        Check(balance, "balance");
        var difference = balance - customer.Long("balance")!.Value;
        if (difference != 0)
            Record(work, customer, difference, type, OwnCurrency(customer));
    }

    /// <summary>Moves the balance, with the event of the customer that shows it.</summary>
    public static JsonObject Add(Work work, JsonObject customer, long amount, string type, string currency, JsonObject? invoice = null, string? creditNote = null)
    {
        JsonObject? transaction = null;
        work.Change(customer, "customer.updated", _ => transaction = Record(work, customer, amount, type, currency, invoice, creditNote));
        return transaction!;
    }

    private static JsonObject Record(Work work, JsonObject customer, long amount, string type, string currency, JsonObject? invoice = null, string? creditNote = null)
    {
        if (customer.Str("currency") is null)
            Turn(customer, currency);
        var balance = Of(customer, currency) + amount;
        Check(balance, "amount");
        Put(customer, currency, balance);
        return work.Add(new JsonObject
        {
            ["id"] = Ids.New("cbtxn"),
            ["object"] = Kind,
            ["amount"] = amount,
            ["checkout_session"] = null,
            ["created"] = work.Now(customer),
            ["credit_note"] = creditNote,
            ["currency"] = currency,
            ["customer"] = customer.Str("id"),
            ["customer_account"] = null,
            ["description"] = null,
            ["ending_balance"] = balance,
            ["invoice"] = invoice?.Str("id"),
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["type"] = type,
            ["_clock"] = customer.Str("_clock"),
            ["_parent"] = invoice?.Str("id"),
        });
    }

    /// <summary>A customer without a currency has his balance in the account's.</summary>
    private static string OwnCurrency(JsonObject customer) => customer.Str("currency") ?? Settlement.Currency;

    /// <summary>What the customer has in a currency: his own one's stands in `balance`, the others beside it.</summary>
    public static long Of(JsonObject customer, string currency) =>
        OwnCurrency(customer) == currency ? customer.Long("balance")!.Value : customer.Obj("_balances")?.Long(currency) ?? 0;

    private static void Put(JsonObject customer, string currency, long balance)
    {
        if (OwnCurrency(customer) == currency)
            customer["balance"] = balance;
        else
            (customer.Obj("_balances") ?? Others(customer))[currency] = balance;
    }

    private static JsonObject Others(JsonObject customer)
    {
        var others = new JsonObject();
        customer["_balances"] = others;
        return others;
    }

    /// <summary>Makes a currency the customer's own.</summary>
    public static void Turn(JsonObject customer, string currency)
    {
        var (own, kept, balance) = (OwnCurrency(customer), customer.Long("balance")!.Value, Of(customer, currency));
        customer["currency"] = currency;
        customer["balance"] = balance;
        Put(customer, own, kept);
    }

    /// <summary>By currency, as far as there is any.</summary>
    public static JsonObject ByCurrency(JsonObject customer)
    {
        var all = customer.Obj("_balances")?.DeepClone().AsObject() ?? [];
        all[OwnCurrency(customer)] = customer.Long("balance")!.Value;
        return new JsonObject(all.Where(b => b.Value!.GetValue<long>() != 0).Select(b => KeyValuePair.Create(b.Key, (JsonNode?)b.Value!.DeepClone())));
    }

    /// <summary>What a draft would ask for: the total with the balance, or nothing where that is less than can be charged.</summary>
    public static void Preview(JsonObject invoice, JsonObject customer)
    {
        var starting = Of(customer, invoice.Str("currency")!);
        invoice["starting_balance"] = starting;
        invoice["amount_due"] = Due(invoice, starting);
        invoice["amount_remaining"] = Due(invoice, starting);
    }

    private static long Due(JsonObject invoice, long starting)
    {
        var due = invoice.Long("total")!.Value + starting;
        return due < Currencies.LeastOf(invoice.Str("currency")!) ? 0 : due;
    }

    /// <summary>Settles the balance with an invoice that is finalised: credit that it uses up, debt that it collects, and what it leaves for the next one.</summary>
    public static void Settle(Work work, JsonObject invoice, JsonObject customer)
    {
        Preview(invoice, customer);
        var (total, starting, due, currency) = (invoice.Long("total")!.Value, invoice.Long("starting_balance")!.Value, invoice.Long("amount_due")!.Value, invoice.Str("currency")!);
        var ending = starting + total - due;
        invoice["ending_balance"] = ending;
        var applied = starting >= 0 ? (due > 0 ? -starting : 0) : Math.Clamp(total, 0, -starting);
        if (applied != 0)
            Add(work, customer, applied, "applied_to_invoice", currency, invoice);
        if (ending - starting - applied is not 0 and var rest)
            Add(work, customer, rest, "invoice_too_small", currency, invoice);
    }

    /// <summary>An invoice that is void gives back what it took.</summary>
    public static void GiveBack(Work work, JsonObject invoice)
    {
        var taken = (invoice.Long("ending_balance") ?? 0) - invoice.Long("starting_balance")!.Value;
        if (taken != 0)
            Add(work, work.Find(invoice.Str("customer"))!, -taken, "unapplied_from_invoice", invoice.Str("currency")!, invoice);
    }
}
