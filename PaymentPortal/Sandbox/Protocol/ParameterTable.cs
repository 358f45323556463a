using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Resources;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>What each operation takes, read from parameters.txt; checks what was sent and turns it into typed JSON.</summary>
internal sealed class ParameterTable
{
    private const long LargestNumber = 1_000_000_000_000_000;
    private const int LongestText = 5_000;
    private const int LongestEvidence = 20_000;

    /// <summary>The end of the year 9999, in seconds.</summary>
    private const long LastMoment = 253_402_300_799;

    private static readonly string[] MomentNames =
    [
        "_at", "_time", "_date", "_end", "_start", "_anchor", "_on", "redeem_by", "timestamp", "created", "gt", "gte", "lt", "lte", "start", "end",
    ];

    /// <summary>What the evidence of a dispute tells in a text of its own.</summary>
    private static readonly HashSet<string> LongEvidence =
    [
        .. new[]
        {
            "access_activity_log", "cancellation_policy_disclosure", "cancellation_rebuttal", "duplicate_charge_explanation", "product_description", "refund_policy_disclosure", "refund_refusal_explanation", "uncategorized_text",
        }.Select(n => $"evidence[{n}]"),
    ];

    private readonly Dictionary<string, Kind> operations = [];
    private readonly Dictionary<string, Dictionary<string, Field>> objects = [];
    private readonly Dictionary<string, HashSet<string>> expandable = [];

    private readonly record struct Field(Kind Kind, bool Required);

    private sealed record Kind(IReadOnlyList<Alternative> Alternatives, bool CanBeEmptied);

    private sealed record Alternative(char Type, IReadOnlyList<string>? Choices = null, Kind? Inner = null, string? Object = null);

    public static ParameterTable Load()
    {
        var table = new ParameterTable();
        using var stream = typeof(ParameterTable).Assembly.GetManifestResourceStream("sandbox-parameters.txt")
            ?? throw new InvalidOperationException("The sandbox's table of parameters is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            table.Read(line);
        return table;
    }

    private void Read(string line)
    {
        if (line.StartsWith('#'))
            return;
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (line.StartsWith('='))
        {
            expandable[words[1]] = [.. words[2..]];
        }
        else if (line.StartsWith('@'))
        {
            var fields = objects[words[0][1..]] = [];
            foreach (var word in words[1..])
            {
                var colon = word.IndexOf(':');
                var name = word[..colon];
                var at = colon + 1;
                fields[name.TrimStart('!')] = new Field(Whole(name.TrimStart('!'), ReadKind(word, ref at)), name.StartsWith('!'));
            }
        }
        else
        {
            var at = 0;
            operations[$"{words[0]} {words[1]}"] = words.Length > 2 ? ReadKind(words[2], ref at) : new Kind([], false);
        }
    }

    /// <summary>Stripe's description calls a quantity a number; its API takes whole ones alone, others as `quantity_decimal`.</summary>
    private static Kind Whole(string name, Kind kind) => name != "quantity" ? kind : kind with { Alternatives = [.. kind.Alternatives.Select(a => a.Type == 'n' ? a with { Type = 'i' } : a)] };

    private static Kind ReadKind(string text, ref int at)
    {
        var alternatives = new List<Alternative>();
        var emptied = false;
        while (true)
        {
            var type = text[at++];
            switch (type)
            {
                case '(':
                    var close = text.IndexOf(')', at);
                    alternatives.Add(new('(', text[at..close].Split('|')));
                    at = close + 1;
                    break;
                case '{':
                    var end = text.IndexOf('}', at);
                    alternatives.Add(new('{', Object: text[at..end]));
                    at = end + 1;
                    break;
                case '[' or '<':
                    alternatives.Add(new(type, Inner: ReadKind(text, ref at)));
                    at++;
                    break;
                case 'e':
                    emptied = true;
                    break;
                default:
                    alternatives.Add(new(type));
                    break;
            }
            if (at < text.Length && text[at] == '?')
            {
                emptied = true;
                at++;
            }
            if (at >= text.Length || text[at] != '/')
                return new(alternatives, emptied);
            at++;
        }
    }

    public bool CanExpand(string @object, string field) => expandable.TryGetValue(@object, out var fields) && fields.Contains(field);

    /// <summary>The parameters, typed; those sent empty to be unset are null.</summary>
    public JsonObject Check(string operation, JsonObject sent)
    {
        if (!operations.TryGetValue(operation, out var kind))
            return sent;
        if (kind.Alternatives is [{ Object: { } name }, ..])
            return CheckObject(name, sent, "");
        Unknown([.. sent.Select(p => p.Key).Where(k => k != "expand")]);
        return sent;
    }

    private static void Unknown(IReadOnlyList<string> names)
    {
        if (names.Count == 1)
            throw StripeError.Invalid($"Received unknown parameter: {names[0]}", names[0], "parameter_unknown");
        if (names.Count > 1)
            throw StripeError.Invalid($"Received unknown parameters: {string.Join(", ", names)}", names[0], "parameter_unknown");
    }

    private JsonObject CheckObject(string name, JsonObject sent, string path)
    {
        var fields = objects[name];
        var any = fields.GetValueOrDefault("*");
        string At(string key) => path.Length == 0 ? key : $"{path}[{key}]";
        if (any.Kind is null)
            Unknown([.. sent.Select(p => p.Key).Where(k => !fields.ContainsKey(k) && !(path.Length == 0 && k == "expand")).Select(At)]);
        var typed = new JsonObject();
        foreach (var (key, value) in sent)
        {
            var field = fields.TryGetValue(key, out var known) ? known.Kind : any.Kind;
            typed[key] = field is null ? Texts(value) : Value(field, value, At(key));
            if (key == "metadata" && typed[key] is JsonObject metadata)
                CheckMetadata(metadata, At(key));
        }
        foreach (var (key, field) in fields)
        {
            if (field.Required && !sent.ContainsKey(key))
                throw StripeError.Missing(At(key));
        }
        return typed;
    }

    private static void CheckMetadata(JsonObject metadata, string path)
    {
        if (metadata.Count > Shapes.MostMetadata)
            throw Shapes.TooMuchMetadata(path);
        foreach (var (key, value) in metadata)
        {
            if (key.AsSpan().IndexOfAny('[', ']') >= 0)
                throw StripeError.Invalid($"Metadata keys cannot contain square brackets. Invalid key: {key}", path);
            if (Shapes.LengthOf(key) is var length and > Shapes.LongestMetadataKey)
                throw StripeError.Invalid($"Metadata keys can have up to {Shapes.LongestMetadataKey} characters, but you passed in a key that is {length} characters. Invalid key: {key}", path);
            if (value is JsonValue text && text.GetValue<string>() is var told && Shapes.LengthOf(told) is var many and > Shapes.LongestMetadataValue)
            {
                throw StripeError.Invalid(
                    $"Metadata values can have up to {Shapes.LongestMetadataValue} characters, but you passed in a value that is {many} characters. Invalid value: {told}", $"{path}[{key}]");
            }
        }
    }

    private JsonNode? Value(Kind kind, JsonNode? value, string path)
    {
        if (value is JsonObject tree)
            return Tree(kind, tree, path);
        var text = value!.GetValue<string>();
        if (text.Length == 0)
        {
            if (kind.CanBeEmptied)
                return null;
            if (kind.Alternatives.Any(a => a.Type is '*'))
                return text;
            throw StripeError.Invalid(
                $"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a parameter; however '{path}' cannot be unset. You should remove '{path}' from your request or supply a non-empty value.",
                path, "parameter_invalid_empty");
        }
        var longest = LongEvidence.Contains(path) ? LongestEvidence : LongestText;
        if (text.Length > longest)
            throw StripeError.TooLong(text, longest, path);
        foreach (var one in kind.Alternatives)
        {
            if (Scalar(one, text) is not { } typed)
                continue;
            if (one.Type == 'i' && typed.GetValue<long>() is < 0 or > LastMoment && IsMoment(path))
                throw StripeError.Invalid($"Invalid timestamp: {text}", path);
            return typed;
        }
        throw Refused(kind, text, path);
    }

    /// <summary>Whether a whole number of this name counts seconds since 1970.</summary>
    private static bool IsMoment(string path)
    {
        var name = path[(path.LastIndexOf('[') + 1)..].TrimEnd(']');
        return MomentNames.Any(m => m[0] == '_' ? name.EndsWith(m, StringComparison.Ordinal) : name == m);
    }

    private static JsonNode? Scalar(Alternative one, string text) => one.Type switch
    {
        's' or '*' => text,
        'i' when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole is >= -LargestNumber and <= LargestNumber => whole,
        'n' when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= LargestNumber => number,
        'd' when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact) && Math.Abs(exact) <= LargestNumber => text,
        'b' when text is "true" or "false" => text == "true",
        '(' when one.Choices!.Contains(text) => text,
        _ => null,
    };

    private JsonNode? Tree(Kind kind, JsonObject tree, string path)
    {
        StripeError? refusal = null;
        foreach (var one in kind.Alternatives.OrderBy(a => a.Type == '[' ? 0 : 1))
        {
            try
            {
                switch (one.Type)
                {
                    case '[' when tree.All(p => int.TryParse(p.Key, CultureInfo.InvariantCulture, out _)):
                        return Json.ArrayOf(tree.Select(p => Value(one.Inner!, p.Value, $"{path}[{p.Key}]")));
                    case '{':
                        return CheckObject(one.Object!, tree, path);
                    case '<':
                        return new JsonObject(tree.Select(p => KeyValuePair.Create(p.Key, Value(one.Inner!, p.Value, $"{path}[{p.Key}]"))));
                    case '*':
                        return tree.DeepClone();
                }
            }
            catch (StripeError e)
            {
                refusal ??= e;
            }
        }
        throw refusal ?? (kind.Alternatives.Any(a => a.Type is '[') ? StripeError.Invalid("Invalid array", path) : StripeError.Invalid($"Invalid {Noun(kind)}", path));
    }

    private static JsonNode? Texts(JsonNode? value) =>
        value is JsonObject tree && tree.All(p => int.TryParse(p.Key, CultureInfo.InvariantCulture, out _)) ? Json.ArrayOf(tree.Select(p => p.Value?.DeepClone())) : value?.DeepClone();

    private static string Noun(Kind kind) => kind.Alternatives.FirstOrDefault()?.Type switch
    {
        'i' => "integer",
        'n' or 'd' => "decimal",
        'b' => "boolean",
        '[' => "array",
        '{' or '<' => "object",
        _ => "string",
    };

    private static StripeError Refused(Kind kind, string text, string path)
    {
        if (kind.Alternatives.FirstOrDefault(a => a.Type is '(') is { } choice)
        {
            return StripeError.Invalid(
                choice.Choices!.Count == 1 ? $"Invalid {path}: must be {choice.Choices[0]}" : $"Invalid {path}: must be one of {string.Join(", ", choice.Choices.SkipLast(1))}, or {choice.Choices[^1]}", path);
        }
        return Noun(kind) switch
        {
            "integer" => StripeError.Invalid($"Invalid integer: {text}", path, "parameter_invalid_integer"),
            "array" => StripeError.Invalid("Invalid array", path),
            "object" => StripeError.Invalid("Invalid object", path),
            var noun => StripeError.Invalid($"Invalid {noun}: {text}", path),
        };
    }
}
