using System.Text.RegularExpressions;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>What Stripe publishes that its operations take, to the innermost parameter.</summary>
internal sealed partial class PublishedParameters
{
    private readonly Dictionary<string, string> operations = [];
    private readonly Dictionary<string, List<Field>> objects = [];

    private readonly record struct Field(string Name, string Kind, bool Required);

    /// <summary>A parameter, values that fit its kind, and what has to be sent beside it.</summary>
    internal sealed record Wish(string Name, string[] Values, string[] Needs);

    private readonly record struct Parts(List<string> Values, string Suffix, List<string> Objects);

    public PublishedParameters()
    {
        using var stream = typeof(ParameterTable).Assembly.GetManifestResourceStream("sandbox-parameters.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith('@'))
                objects[words[0][1..]] = [.. words[1..].Select(w => new Field(w[..w.IndexOf(':')].TrimStart('!'), w[(w.IndexOf(':') + 1)..], w.StartsWith('!')))];
            else if (words is [not ("#" or "="), var path, var kind])
                operations[$"{words[0]} {path}"] = kind;
        }
    }

    /// <summary>The operations that take parameters, as method and path.</summary>
    public IEnumerable<string> Operations => operations.Keys;

    /// <param name="operation">Method and path.</param>
    /// <param name="values">What to send for a parameter by its name and the letter of its type, where Stripe leaves a choice.</param>
    public IEnumerable<Wish> Of(string operation, Func<string, char, string[]> values) => Wishes("", "", operations[operation], [], values);

    [GeneratedRegex(@"\{(\w+)\}|\(([^)]+)\)|\[|<|[a-z*]")]
    private static partial Regex Kinds();

    private static Parts Read(string name, string kind, Func<string, char, string[]> values)
    {
        var parts = new Parts([], "", []);
        foreach (Match part in Kinds().Matches(kind))
        {
            if (part.Groups[1].Success)
                parts.Objects.Add(part.Groups[1].Value);
            else if (part.Groups[2].Success)
                parts.Values.AddRange(part.Groups[2].Value.Split('|'));
            else if (part.Value is "[" or "<")
                parts = parts with { Suffix = part.Value == "[" ? "[0]" : "[key]" };
            else if (part.Value is "b")
                parts.Values.AddRange(["true", "false"]);
            else if (part.Value is not "e")
                parts.Values.AddRange(values(name, part.Value[0]));
        }
        return parts;
    }

    private IEnumerable<Wish> Wishes(string at, string name, string kind, string[] needs, Func<string, char, string[]> values)
    {
        var parts = Read(name, kind, values);
        if (parts.Values.Count > 0)
            yield return new(at + parts.Suffix, [.. parts.Values], needs);
        foreach (var fields in parts.Objects.Select(o => objects[o]))
        {
            foreach (var field in fields.Where(f => f.Name != "*"))
            {
                var beside = fields.Where(f => f.Required && f.Name != field.Name).SelectMany(f => Least(At(at + parts.Suffix, f.Name), f.Name, f.Kind, values));
                foreach (var wish in Wishes(At(at + parts.Suffix, field.Name), field.Name, field.Kind, [.. needs, .. beside], values))
                    yield return wish;
            }
        }
    }

    /// <summary>What a required parameter has to hold at least.</summary>
    private IEnumerable<string> Least(string at, string name, string kind, Func<string, char, string[]> values)
    {
        var parts = Read(name, kind, values);
        return parts.Values.Count > 0 ? [$"{at}{parts.Suffix}={parts.Values[0]}"]
            : parts.Objects.Take(1).SelectMany(o => objects[o]).Where(f => f.Required).SelectMany(f => Least(At(at + parts.Suffix, f.Name), f.Name, f.Kind, values));
    }

    private static string At(string path, string name) => path.Length == 0 ? name : $"{path}[{name}]";
}
