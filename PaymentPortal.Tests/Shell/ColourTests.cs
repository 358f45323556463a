using System.Globalization;
using System.Text.RegularExpressions;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Shell;

public sealed partial class ColourTests
{
    private static readonly string Site = Path.Combine(Repository.Root, "PaymentPortal");

    /// <summary>The sandbox stands for Stripe and has a look of its own.</summary>
    private static readonly string[] Foreign = ["bin", "obj", "Sandbox"];

    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = Token().Matches(File.ReadAllText(Path.Combine(Site, "wwwroot/css/tokens.css")))
        .ToDictionary(match => match.Groups["name"].Value, match => (match.Groups["light"].Value, match.Groups["dark"].Success ? match.Groups["dark"].Value : match.Groups["light"].Value));

    public static TheoryData<string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, double>();
        foreach (var text in (string[])["text", "text-soft", "text-muted", "accent"])
        {
            foreach (var ground in (string[])["page", "rail", "surface", "sunken", "raised", "hover"])
                pairs.Add(text, ground, 4.5);
        }
        foreach (var state in (string[])["good", "attention", "failed", "ended", "waiting"])
        {
            pairs.Add(state, state + "-soft", 4.5);
            pairs.Add(state, "surface", 4.5);
            pairs.Add("text", state + "-soft", 4.5);
        }
        foreach (var fill in (string[])["accent-fill", "accent-fill-hover", "failed-fill", "failed-fill-hover"])
            pairs.Add("on-accent", fill, 4.5);
        pairs.Add("accent", "accent-soft", 4.5);
        pairs.Add("text", "selected", 4.5);
        pairs.Add("text-soft", "selected", 4.5);
        pairs.Add("field-line", "surface", 3);
        pairs.Add("focus", "page", 3);
        pairs.Add("chart-1", "surface", 3);
        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public void What_is_read_stands_out_from_its_ground_in_both_themes(string text, string ground, double least)
    {
        Assert.True(Contrast(Tokens[text].Light, Tokens[ground].Light) >= least, $"--{text} on --{ground} in light: {Contrast(Tokens[text].Light, Tokens[ground].Light):0.00}");
        Assert.True(Contrast(Tokens[text].Dark, Tokens[ground].Dark) >= least, $"--{text} on --{ground} in dark: {Contrast(Tokens[text].Dark, Tokens[ground].Dark):0.00}");
    }

    [Fact]
    public void Only_the_tokens_name_colours()
    {
        var files = Directory.EnumerateFiles(Site, "*.css", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Site, "*.razor", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(file) != "tokens.css" && !Foreign.Any(folder => Path.GetRelativePath(Site, file).StartsWith(folder, StringComparison.Ordinal)));
        var named = files.SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetRelativePath(Site, file)}: {match.Value}"));
        Assert.Empty(named);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex(@"--(?<name>[\w-]+): (?:light-dark\((?<light>#[0-9a-f]{6}), (?<dark>#[0-9a-f]{6})\)|(?<light>#[0-9a-f]{6}));")]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<=[:\s(,""])#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3}){0,1}\b(?=[\s;,)""])|\b(?:rgba?|hsla?|oklch)\(")]
    private static partial Regex Literal();
}
