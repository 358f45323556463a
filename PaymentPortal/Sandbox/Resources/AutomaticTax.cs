using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Tax by the place of the buyer, from the table of jurisdictions.</summary>
internal static class AutomaticTax
{
    private const string NonTaxable = "txcd_00000000";

    /// <summary>The taxes of a place for one buyer: what is collected, and the reason where nothing is.</summary>
    /// <param name="Taxes">The taxes that the place has; empty where the table does not know it.</param>
    /// <param name="Exemption">Why none of them is collected; null where each is collected whose registration stands.</param>
    internal sealed record Outcome(IReadOnlyList<Jurisdictions.Tax> Taxes, string? Exemption, bool Abroad);

    /// <summary>Refuses automatic tax while the account has not said where it is.</summary>
    public static void CheckActive(Work work)
    {
        if (!TaxSettings.IsActive(TaxSettings.Of(work)))
        {
            throw StripeError.Invalid(
                "You must have a valid head office address to enable automatic tax calculation in test mode. Visit https://dashboard.stripe.com/test/settings/tax to update it.", "automatic_tax", "stripe_tax_inactive");
        }
    }

    public static StripeError NoLocation() => StripeError.Invalid(
        "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.", "automatic_tax", "customer_tax_location_invalid");

    /// <summary>The automatic_tax of a subscription as a call sets it.</summary>
    public static JsonObject OfSubscription(Work work, JsonObject customer, JsonObject sent)
    {
        var off = Shapes.AutomaticTaxOff(invoice: false);
        if (!sent.Flag("enabled"))
            return off;
        CheckActive(work);
        if (PlaceOf(customer) is null)
        {
            if (work.Moment is null)
                throw NoLocation();
            off["disabled_reason"] = "requires_location_inputs";
            return off;
        }
        off["enabled"] = true;
        off["liability"] = new JsonObject { ["type"] = "self" };
        return off;
    }

    /// <summary>The automatic_tax of an invoice; its status is known when it is calculated.</summary>
    public static JsonObject OfInvoice(Work work, bool enabled)
    {
        var tax = Shapes.AutomaticTaxOff(invoice: true);
        if (!enabled)
            return tax;
        CheckActive(work);
        tax["enabled"] = true;
        tax["liability"] = new JsonObject { ["type"] = "self" };
        tax["provider"] = "stripe";
        return tax;
    }

    /// <summary>Where goods go, else where the bill goes; null where neither tells the jurisdiction.</summary>
    public static (string Country, string? State)? Place(params ReadOnlySpan<JsonObject?> addresses)
    {
        foreach (var address in addresses)
        {
            if (address?.Str("country")?.ToUpperInvariant() is not { Length: > 0 } country)
                continue;
            var state = address.Str("state");
            if (!Jurisdictions.HasStates(country) || Jurisdictions.At(country, state).Count > 0)
                return (country, state);
        }
        return null;
    }

    public static (string Country, string? State)? PlaceOf(JsonObject customer) => Place(customer.Obj("shipping")?.Obj("address"), customer.Obj("address"));

    /// <summary>The taxes for an invoice's buyer; null where the place is not known.</summary>
    public static Outcome? Of(Work work, JsonObject invoice)
    {
        if (Place(invoice.Obj("customer_shipping")?.Obj("address"), invoice.Obj("customer_address")) is not var (country, state))
            return null;
        var taxes = Jurisdictions.At(country, state);
        var seller = TaxSettings.HeadOfficeCountry(TaxSettings.Of(work));
        var abroad = seller != country;
        var exemption = invoice.Str("customer_tax_exempt") switch
        {
            "exempt" => "customer_exempt",
            "reverse" => "reverse_charge",
            _ when taxes.Count == 0 => "not_supported",
            _ when abroad && HasBusinessId(invoice, country) => "reverse_charge",
            _ => null,
        };
        return new(taxes, exemption, abroad);
    }

    /// <summary>A business abroad accounts for the tax itself: known by its tax id of the place where it is.</summary>
    private static bool HasBusinessId(JsonObject invoice, string country) => invoice.Objects("customer_tax_ids").Any(id => id.Str("type") switch
    {
        "eu_vat" => Jurisdictions.InUnion(country) && TaxIdForms.Check("eu_vat", id.Str("value")!) == country,
        "gb_vat" => country == "GB",
        "no_vat" => country == "NO",
        "ch_vat" => country == "CH",
        "au_abn" => country == "AU",
        "nz_gst" => country == "NZ",
        _ => false,
    });

    /// <summary>An invoice whose buyer's place is not known cannot be final with automatic tax: who finalises it is told so; where time does it, it goes out without tax, and so does what follows.</summary>
    public static void Settle(Work work, JsonObject invoice)
    {
        var tax = invoice.Obj("automatic_tax")!;
        if (!tax.Flag("enabled") || tax.Str("status") == "complete")
            return;
        if (work.Moment is null)
            throw NoLocation();
        tax["enabled"] = false;
        tax["disabled_reason"] = "finalization_requires_location_inputs";
        tax["status"] = null;
        InvoiceTotals.Sum(work, invoice);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is not { } subscription)
            return;
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            s.Obj("automatic_tax")!["enabled"] = false;
            s.Obj("automatic_tax")!["disabled_reason"] = "requires_location_inputs";
        });
    }

    /// <summary>Whether tax would be calculated for a customer, as the customer itself tells it.</summary>
    public static string Standing(Work work, JsonObject customer)
    {
        if (PlaceOf(customer) is not var (country, state))
            return "unrecognized_location";
        var abroad = TaxSettings.HeadOfficeCountry(TaxSettings.Of(work)) != country;
        return Jurisdictions.At(country, state).Any(tax => TaxRegistrations.Cover(work, tax, abroad, work.Now(customer))) ? "supported" : "not_collecting";
    }

    /// <summary>The taxes of one line, each rounded by itself.</summary>
    public static JsonArray TaxesOf(Work work, JsonObject invoice, Outcome outcome, JsonObject line, long amount)
    {
        var behaviour = Behaviour(work, invoice, line);
        var product = work.Find(line.Obj("pricing")?.Obj("price_details")?.Str("product"));
        var now = work.Now(invoice);
        var all = outcome.Taxes.Select(tax => (Tax: tax, Reason: outcome.Exemption
            ?? (!TaxRegistrations.Cover(work, tax, outcome.Abroad, now) ? "not_collecting"
            : (line.Str("_tax_code") ?? product?.Str("tax_code")) == NonTaxable ? "product_exempt"
            : tax.Percentage == 0 ? "not_subject_to_tax"
            : "standard_rated"))).ToList();
        if (all.Count == 0)
            return [TaxRates.Tax(null, behaviour, outcome.Exemption!, 0, 0)];
        return TaxRates.TaxesOf(amount, [.. all.Select(t => (Rate(work, t.Tax, t.Reason == "standard_rated", behaviour), t.Reason))]);
    }

    private static string Behaviour(Work work, JsonObject invoice, JsonObject line)
    {
        var currency = invoice.Str("currency")!;
        var said = line.Str("_tax_behavior");
        if (said is null && work.Find(line.Obj("pricing")?.Obj("price_details")?.Id("price")) is { } price && PriceAmounts.Supports(price, currency))
            said = PriceAmounts.In(price, currency).Str("tax_behavior");
        return said is null or "unspecified" ? TaxSettings.DefaultBehaviour(TaxSettings.Of(work), currency) : said;
    }

    /// <summary>The tax rate object that stands for a tax of the table: made when it is needed first, and inactive, since nobody may use it by hand.</summary>
    private static JsonObject Rate(Work work, Jurisdictions.Tax tax, bool collected, string behaviour)
    {
        var percentage = collected ? tax.Percentage : 0;
        var key = string.Create(CultureInfo.InvariantCulture, $"{tax.Country}-{tax.State}-{tax.Kind}-{percentage}-{behaviour}");
        if (work.Where("tax_rate", "key", key).FirstOrDefault(r => r.Str("_key") == key) is { } known)
            return known;
        var rate = TaxRates.Shape(tax.Name, percentage, behaviour == "inclusive", work.RealNow);
        rate["active"] = false;
        rate["country"] = tax.Country;
        rate["jurisdiction"] = tax.Place;
        rate["jurisdiction_level"] = tax.State is null || tax.Kind == "gst" ? "country" : "state";
        rate["state"] = tax.Kind == "gst" ? null : tax.State;
        rate["tax_type"] = tax.Kind;
        rate["_key"] = key;
        return work.Add(rate);
    }
}
