using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>A query in Stripe's search language: clauses that all hold, or of which one does.</summary>
internal sealed partial class SearchQuery
{
    private const int ShortestPart = 3;

    private readonly List<Clause> clauses = [];
    private bool any;

    /// <summary>What a field can be compared by: n numbers, s words and parts of words, t the whole text.</summary>
    private sealed record Clause(bool Negated, string Field, string? Key, string Operator, string? Value, char Type);

    /// <summary>Reads the query for a resource whose fields are named with their types.</summary>
    public static SearchQuery Parse(string text, string resource, IReadOnlyDictionary<string, char> fields)
    {
        var query = new SearchQuery();
        bool? any = null;
        var at = 0;
        while (at < text.TrimEnd().Length)
        {
            var match = OneClause().Match(text, at);
            var joined = match.Groups["join"].Value;
            if (!match.Success || query.clauses.Count == 0 && joined.Length > 0)
                throw Unreadable();
            if (query.clauses.Count > 0)
            {
                var isOr = joined.Equals("or", StringComparison.OrdinalIgnoreCase);
                if (any is { } before && before != isOr)
                    throw StripeError.Invalid("You can't combine AND and OR in one search query.", "query");
                any = isOr;
            }
            query.clauses.Add(Read(match, resource, fields));
            at = match.Index + match.Length;
        }
        query.any = any == true;
        return query.clauses.Count > 0 ? query : throw Unreadable();
    }

    private static StripeError Unreadable() => StripeError.Invalid(
        "We were unable to parse your search query. Try using the format `metadata[\"key\"]:\"value\"` to query for metadata or key:\"value\" to query for other fields.", "query");

    private static Clause Read(Match match, string resource, IReadOnlyDictionary<string, char> fields)
    {
        var (field, sign) = (match.Groups["field"].Value, match.Groups["sign"].Value);
        var key = match.Groups["key"].Success ? Unescaped(match.Groups["key"].Value) : null;
        var value = match.Groups["text"].Success ? Unescaped(match.Groups["text"].Value) : match.Groups["bare"].Value is var bare && bare.Equals("null", StringComparison.OrdinalIgnoreCase) ? null : bare;
        if (!fields.TryGetValue(field, out var type))
        {
            throw StripeError.Invalid(
                $"Field `{field}` is an unsupported search field for resource `{resource}`. See http://stripe.com/docs/search#query-fields-for-{resource.Replace('_', '-')} for a list of supported fields.", "query");
        }
        if (key is not null != (field == "metadata"))
            throw Unreadable();
        var fits = sign switch { ":" => type != 'n' || value is not null, "~" => type == 's' && value is not null, _ => type == 'n' };
        if (!fits)
            throw StripeError.Invalid($"Field `{field}` doesn't support the operator `{sign}` with this value.", "query");
        if (sign == "~" && value!.Length < ShortestPart)
            throw StripeError.Invalid($"A substring to search for must have at least {ShortestPart} characters.", "query");
        if (type == 'n' && !decimal.TryParse(value, CultureInfo.InvariantCulture, out _))
            throw StripeError.Invalid($"Field `{field}` must be compared with a number.", "query");
        return new(match.Groups["not"].Success, field, key, sign, value, type);
    }

    private static string Unescaped(string text) => Escaped().Replace(text, "$1");

    public bool Holds(JsonObject o) => any ? clauses.Exists(c => Holds(c, o)) : clauses.TrueForAll(c => Holds(c, o));

    private static bool Holds(Clause clause, JsonObject o) => Matches(clause, ValueOf(clause, o)) != clause.Negated;

    private static bool Matches(Clause clause, string? found)
    {
        if (clause.Value is not { } wanted)
            return string.IsNullOrEmpty(found);
        if (found is null)
            return false;
        return clause.Type switch
        {
            'n' => Compares(decimal.Parse(found, CultureInfo.InvariantCulture).CompareTo(decimal.Parse(wanted, CultureInfo.InvariantCulture)), clause.Operator),
            's' when clause.Operator == "~" => found.Contains(wanted, StringComparison.OrdinalIgnoreCase),
            's' => HasWords(found, wanted),
            _ => found.Equals(wanted, StringComparison.OrdinalIgnoreCase),
        };
    }

    private static bool Compares(int order, string sign) => sign switch { ">" => order > 0, ">=" => order >= 0, "<" => order < 0, "<=" => order <= 0, _ => order == 0 };

    /// <summary>Whether all words stand in the text, one after the other.</summary>
    private static bool HasWords(string text, string wanted) => $" {string.Join(' ', Words(text))} ".Contains($" {string.Join(' ', Words(wanted))} ", StringComparison.OrdinalIgnoreCase);

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string? ValueOf(Clause clause, JsonObject o) => clause.Field switch
    {
        "metadata" => o.Obj("metadata")?.Str(clause.Key!),
        "refunded" => o.Flag("refunded") ? "true" : o.Long("amount_refunded") > 0 ? "false" : null,
        "subscription" => InvoiceShape.SubscriptionOf(o),
        "last_finalization_error_code" => o.Obj("last_finalization_error")?.Str("code"),
        "last_finalization_error_type" => o.Obj("last_finalization_error")?.Str("type"),
        var path => At(o, path.Split('.')),
    };

    private static string? At(JsonObject o, ReadOnlySpan<string> path) =>
        path.Length == 1 ? o.Id(path[0]) ?? o[path[0]]?.ToString() : o.Obj(path[0]) is { } inner ? At(inner, path[1..]) : null;

    [GeneratedRegex("""\G\s*(?:(?<join>and|or)\s+)?(?<not>-)?(?<field>[a-z][\w.]*)(?:\[(?:"(?<key>(?:\\.|[^"\\])*)"|'(?<key>(?:\\.|[^'\\])*)')\])?(?<sign>[:~]|[<>]=?)(?:"(?<text>(?:\\.|[^"\\])*)"|'(?<text>(?:\\.|[^'\\])*)'|(?<bare>-?\d+(?:\.\d+)?|null))(?=\s|$)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OneClause();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();
}
