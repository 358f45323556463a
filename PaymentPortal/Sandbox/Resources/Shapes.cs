using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Shared;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Parts that several objects share.</summary>
internal static class Shapes
{
    public const int MostMetadata = 50;
    public const int LongestMetadataKey = 40;
    public const int LongestMetadataValue = 500;

    private const int LongestEmail = 512;
    private const int LongestOnStatement = 22;
    private const string NotPrinted = "<>\\'\"*";

    /// <summary>The countries of ISO 3166 that the portal does not sell to, but an address can be in.</summary>
    private static readonly HashSet<string> OtherCountries = [.. "AQ AS BV CC CU CX EH FM GS HM IO IR KP MH MP NF PW SD SY TF UM VI".Split(' ')];

    public static JsonObject? Address(JsonObject owner, string name = "address") => owner.Obj(name) is { } sent ? StripeError.Within(name, () => AddressOf(sent)) : null;

    public static JsonObject AddressOf(JsonObject sent) => new()
    {
        ["city"] = sent.Str("city"),
        ["country"] = Country(sent.Str("country")),
        ["line1"] = sent.Str("line1"),
        ["line2"] = sent.Str("line2"),
        ["postal_code"] = sent.Str("postal_code"),
        ["state"] = sent.Str("state"),
    };

    /// <summary>Stripe takes lower case too, and keeps it.</summary>
    public static string? Country(string? sent) => sent is null || sent.ToUpperInvariant() is var code && (Countries.IsKnown(code) || OtherCountries.Contains(code))
        ? sent
        : throw StripeError.Invalid($"Country '{sent}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.", "country");

    public static JsonObject? Shipping(JsonObject owner, string name = "shipping") => owner.Obj(name) is not { } sent ? null : StripeError.Within(name, () => new JsonObject
    {
        ["address"] = Address(sent),
        ["carrier"] = sent.Str("carrier"),
        ["name"] = sent.Str("name"),
        ["phone"] = sent.Str("phone"),
        ["tracking_number"] = sent.Str("tracking_number"),
    });

    public static JsonObject BillingDetails(JsonObject owner) => StripeError.Within("billing_details", () =>
    {
        var sent = owner.Obj("billing_details") ?? [];
        return new JsonObject
        {
            ["address"] = Address(sent) ?? AddressOf([]),
            ["email"] = sent.Str("email"),
            ["name"] = sent.Str("name"),
            ["phone"] = sent.Str("phone"),
            ["tax_id"] = sent.Str("tax_id"),
        };
    });

    /// <summary>Merges what was sent: a key sent empty goes, metadata sent empty goes whole.</summary>
    public static void Metadata(JsonObject o, JsonObject sent)
    {
        if (o["metadata"] is not JsonObject kept)
            o["metadata"] = kept = [];
        if (!sent.ContainsKey("metadata"))
            return;
        if (sent["metadata"] is not JsonObject changes)
        {
            o["metadata"] = new JsonObject();
            return;
        }
        foreach (var (key, value) in changes)
        {
            if (value is null)
                kept.Remove(key);
            else
                kept[key] = value.ToString();
        }
        if (kept.Count > MostMetadata)
            throw TooMuchMetadata("metadata");
    }

    /// <summary>The characters of a text as Stripe counts them: one for each, however many units it takes.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    public static void CheckLength(JsonObject sent, string name, int most)
    {
        if (sent.Str(name) is { } text && LengthOf(text) > most)
            throw StripeError.TooLong(text, most, name);
    }

    /// <summary>As <see cref="CheckOnStatement"/>, for what stands behind the name.</summary>
    public static void CheckSuffix(JsonObject sent) => CheckOnStatement(sent, "statement_descriptor_suffix");

    /// <summary>Refuses what banks would not print on a statement.</summary>
    public static void CheckOnStatement(JsonObject sent, string name)
    {
        CheckLength(sent, name, LongestOnStatement);
        if (sent.Str(name)?.AsSpan().IndexOfAny(NotPrinted) >= 0)
            throw StripeError.Invalid($"The {name.Replace('_', ' ')} can't contain the characters <, >, \\, ', \" or *.", name);
    }

    /// <summary>Refuses what cannot be an address of mail.</summary>
    public static void CheckEmail(JsonObject sent, string param)
    {
        CheckLength(sent, param, LongestEmail);
        if (sent.Str(param) is { } email && (email.Any(char.IsWhiteSpace) || email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }]))
            throw StripeError.Invalid($"Invalid email address: {email}", param, "email_invalid");
    }

    /// <summary>Refuses what a browser could not be sent to.</summary>
    public static void CheckUrls(JsonObject sent, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (sent.Str(name) is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
                throw NotAnAddress(name);
        }
    }

    /// <summary>After a payment a customer can be led back into an app as well, by a scheme of its own.</summary>
    public static void CheckReturnUrl(JsonObject sent)
    {
        if (sent.Str("return_url") is { } url && !(url.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Absolute, out _)))
            throw NotAnAddress("return_url");
    }

    private static StripeError NotAnAddress(string param) => StripeError.Invalid("Not a valid URL", param, "url_invalid");

    /// <summary>
    /// What the sandbox does not do is refused, so that nobody takes it for done; what is sent empty, or as false, asks for nothing. What stands inside a parameter is named by the way to it, with points.
    /// </summary>
    public static void Refuse(JsonObject sent, string of, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var path = name.Split('.');
            if (AsksForSomething(path.Aggregate((JsonNode?)sent, (part, inner) => (part as JsonObject)?[inner])))
                throw StripeError.Invalid($"This sandbox does not know `{name}` of {of}.", path[0] + string.Concat(path[1..].Select(inner => $"[{inner}]")));
        }
    }

    /// <summary>Refuses what says the same thing twice; the first of what was sent is named.</summary>
    public static void Exclusive(JsonObject sent, params string[] names)
    {
        if (names.Where(n => sent[n] is not null).ToList() is { Count: > 1 } both)
            throw StripeError.Invalid($"You may only specify one of these parameters: {string.Join(", ", both)}.", both[0], "parameters_exclusive");
    }

    /// <summary>This account is the only one: another that would stand for it is refused.</summary>
    public static void RefuseOthers(JsonObject sent, string of, params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            Refuse(sent, of, $"{role}.account");
            if (role.Split('.').Aggregate((JsonNode?)sent, (part, inner) => (part as JsonObject)?[inner]) is JsonObject named && named.Str("type") == "account")
                Refuse(sent, of, $"{role}.type");
        }
    }

    private static bool AsksForSomething(JsonNode? value) => value switch
    {
        null => false,
        JsonObject parts => parts.Any(part => AsksForSomething(part.Value)),
        JsonValue one => !one.TryGetValue<bool>(out var flag) || flag,
        _ => true,
    };

    public static StripeError TooMuchMetadata(string param) => StripeError.Invalid($"Metadata can have up to {MostMetadata} keys. Unset one before you add another.", param);

    public static JsonObject Deleted(JsonObject o) => new() { ["id"] = o.Str("id"), ["object"] = o.Str("object"), ["deleted"] = true };

    public static JsonObject AutomaticTaxOff(bool invoice)
    {
        var tax = new JsonObject { ["disabled_reason"] = null, ["enabled"] = false, ["liability"] = null };
        if (invoice)
        {
            tax["provider"] = null;
            tax["status"] = null;
        }
        return tax;
    }
}
