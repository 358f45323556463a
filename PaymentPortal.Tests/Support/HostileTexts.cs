using System.Text.Json;

namespace PaymentPortal.Tests.Support;

/// <summary>
/// More than three hundred texts of somebody who means no good, or who only writes otherwise than we do. Each line of <c>hostile-texts.jsonl</c> is one, or a piece and how often it is repeated.
/// </summary>
public static class HostileTexts
{
    /// <summary>Those of the file, and letters broken in two, which no file can hold.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. File.ReadLines(Path.Combine(Repository.Root, "PaymentPortal.Tests", "Support", "hostile-texts.jsonl")).Select(Read), "\ud800", "a\udc00b", "\ud83d"];

    /// <summary>Whether it holds control characters, or marks that turn the direction of what is shown after them.</summary>
    public static bool TurnsOrControls(string text) => text.Any(c =>
        char.IsControl(c) || c is '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));

    private static string Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.ValueKind == JsonValueKind.Array
            ? string.Concat(Enumerable.Repeat(json.RootElement[0].GetString(), json.RootElement[1].GetInt32()))
            : json.RootElement.GetString()!;
    }
}
