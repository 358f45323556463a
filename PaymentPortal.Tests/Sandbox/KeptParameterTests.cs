using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>Each published parameter of each operation is refused by name, or leaves its trace in the answer or the events; none is taken and dropped.</summary>
public sealed partial class KeptParameterTests : SandboxTests
{
    private static readonly long Now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private readonly PublishedParameters published = new();

    private static string[] Values(string name, char type) => type switch
    {
        's' or '*' => [name.Split('_')[^1] switch
        {
            "url" => "https://example.com/other",
            "email" => "eve@example.com",
            "country" => "DE",
            "currency" => "eur",
            "iban" => "AT611904300234573201",
            "number" => "000111111116",
            "routing" => "110000000",
            _ => "Some text",
        }],
        _ => ["7", "1", .. new[] { 30, -40 }.Select(days => (Now + days * 86400).ToString(CultureInfo.InvariantCulture))],
    };

    [GeneratedRegex(@"[a-z]+(_[a-z]+)*_(?=\w*[0-9A-Z])[A-Za-z0-9]{8,}(_secret_\w+)?|\b(?=\w*[0-9])[A-Za-z0-9]{10,}|\b[A-Z0-9]{6,8}\b|\b(?=[a-z0-9]*[A-Z])(?=[A-Z0-9]*[a-z])[A-Za-z0-9]{8}\b|\b[A-Za-z0-9]{15,}\b")]
    private static partial Regex Chance();

    /// <summary>An answer without what differs each time: ids, and moments but for their distance from now.</summary>
    private static JsonNode? Constant(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Where(p => p.Key != "request_log_url").Select(p => KeyValuePair.Create(p.Key, Constant(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Constant)]),
        JsonValue v when v.TryGetValue<long>(out var number) && number > 1_000_000_000 && number % 86400 != 0 => $"now{(long)Math.Round((number - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()) / 900.0)}",
        JsonValue v when v.TryGetValue<string>(out var text) => text.Contains("/sandbox/", StringComparison.Ordinal) ? "page" : Chance().Replace(text, "chance"),
        _ => node?.DeepClone(),
    };

    /// <summary>What a call leaves: the answer, and the events that it caused.</summary>
    private async Task<(Answer Answer, string Trace)> RunAsync(Scenes scenes, string operation, string scene)
    {
        var parts = (await scenes.FillAsync(scene)).Split('\n');
        var (path, form) = (operation[(operation.IndexOf(' ') + 1)..], string.Join('&', parts[1..].Where(p => p.Length > 0)));
        foreach (var id in parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            path = Parameter().Replace(path, id, 1);
        var answer = operation.StartsWith("POST", StringComparison.Ordinal) ? await sandbox.PostAsync(path, form) : await sandbox.DeleteAsync(form.Length > 0 ? $"{path}?{form}" : path);
        if (answer.Status != 200)
            return (answer, "");
        var request = answer.Headers.GetValues("Request-Id").Single();
        var soon = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 60;
        var events = (await sandbox.GetAsync($"/v1/events?limit=30{(path.EndsWith("/resume", StringComparison.Ordinal) ? "" : $"&created[lte]={soon}")}")).Ok().Data
            .Where(e => e!["request"]?["id"]?.ToString() == request).Select(e => new JsonObject { [e!["type"]!.ToString()] = Constant(e["data"]) });
        return (answer, $"{Constant(answer.Body)}{new JsonArray([.. events])}");
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    private static string Difference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{one[Math.Max(0, at - 60)..Math.Min(one.Length, at + 20)]} / {other[at..Math.Min(other.Length, at + 20)]}";
    }

    /// <summary>Whether a refusal tells the caller which of his parameters it is about: by the way to it or a part of the way, by its name or by what he sent for it.</summary>
    private static bool Names(Answer refused, PublishedParameters.Wish wish, string value)
    {
        var (param, sent, message) = (refused.Text("error.param").Replace("[0]", ""), wish.Name.Replace("[0]", ""), refused.Text("error.message"));
        bool IsOn(string way) => param == way || param.StartsWith(way + "[", StringComparison.Ordinal) || (param.Length > 0 && way.StartsWith(param + "[", StringComparison.Ordinal));
        var last = sent.TrimEnd(']').Split('[')[^1];
        return IsOn(sent) || sent.Contains($"[{param}]", StringComparison.Ordinal)
            || message.Contains($"`{last}`", StringComparison.Ordinal) || message.Contains($"`{last}=", StringComparison.Ordinal) || message.Contains($"`{value}`", StringComparison.Ordinal)
            || (last.Contains('_') && message.Contains(last.Replace('_', ' '), StringComparison.Ordinal))
            || (refused.Text("error.code") == "parameters_exclusive" && sent.Split('[', ']').Any(part => part.Length > 0 && Regex.IsMatch(message, $@"\b{part}\b")))
            || (message.StartsWith("This sandbox does not know `", StringComparison.Ordinal) && Array.Exists(wish.Needs, n => IsOn(n.Split('=')[0].Replace("[0]", ""))));
    }

    [Fact]
    public async Task No_parameter_is_taken_and_dropped()
    {
        var scenes = new Scenes(sandbox);
        await scenes.FillAsync("{means} {portal}");
        (await sandbox.PostAsync("/v1/tax/settings", "head_office[address][country]=DE")).Ok();
        var dropped = new Dictionary<string, string>();
        var found = new HashSet<string>();
        foreach (var (operation, objects, form) in ParameterScenes.All)
        {
            var scene = $"{objects}\n{form.Replace('&', '\n')}";
            HashSet<string> without = [];
            for (var i = 0; i < 2; i++)
            {
                var (answer, trace) = await RunAsync(scenes, operation, scene);
                if (answer.Status != 200)
                    dropped[$"{operation} {form}"] = answer.Text("error.message");
                without.Add(trace);
            }
            if (without.Count > 1)
                dropped[$"{operation} {form}"] = $"differs each time: {Difference(without.First(), without.Last())}";
            var given = form.Split('&').Select(p => p.Split('=')[0]).ToList();
            foreach (var wish in published.Of(operation, Values).Where(w => !ParameterScenes.IsSilent(operation, w.Name) && !(w.Values.Length == 1 && form.Contains($"{w.Name}={w.Values[0]}", StringComparison.Ordinal))))
            {
                var key = $"{operation} {wish.Name}";
                if (found.Contains(key))
                    continue;
                var needs = wish.Needs.Where(n => !given.Exists(g => g == n.Split('=')[0] || g.StartsWith(n.Split('=')[0] + "[", StringComparison.Ordinal)));
                var mine = scene.Split('\n').Where((part, at) => at == 0 || (part.Split('=')[0] != wish.Name && !part.StartsWith(wish.Name + "[", StringComparison.Ordinal)));
                foreach (var value in wish.Values)
                {
                    var (answer, trace) = await RunAsync(scenes, operation, string.Join('\n', [.. mine, .. needs, $"{wish.Name}={value}"]));
                    Assert.True(answer.Status != 500, key);
                    if (answer.Status == 402 || (answer.Status == 200 ? !without.Contains(trace) : Names(answer, wish, value)))
                    {
                        found.Add(key);
                        break;
                    }
                    dropped[key] = answer.Status == 200 ? "dropped" : $"{answer.Text("error.param")}: {answer.Text("error.message")}";
                }
            }
        }
        var lost = dropped.Where(d => !found.Contains(d.Key)).Select(d => $"{d.Key} ({d.Value})").ToList();
        Assert.True(lost.Count == 0, string.Join('\n', lost));
        Assert.True(found.Count > 3000, $"Only {found.Count} were found.");
    }

    [Fact]
    public async Task Every_operation_that_changes_something_is_tried()
    {
        var tried = ParameterScenes.All.Select(s => s.Operation).ToHashSet();
        List<string> untried = [];
        foreach (var operation in published.Operations.Where(o => !o.StartsWith("GET ", StringComparison.Ordinal) && !tried.Contains(o)))
        {
            var path = Parameter().Replace(operation[(operation.IndexOf(' ') + 1)..], "none");
            var answer = operation.StartsWith("POST", StringComparison.Ordinal) ? await sandbox.PostAsync(path) : await sandbox.DeleteAsync(path);
            if (!answer.Text("error.message").StartsWith("Unrecognized request URL", StringComparison.Ordinal))
                untried.Add(operation);
        }
        Assert.Equal(ParameterScenes.Untried, untried.Order());
    }
}
