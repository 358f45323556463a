using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Support;

/// <summary>
/// A proxy that checks every call to Stripe, and its answer, against Stripe's published API, where <c>PAYMENTPORTAL_TEST_STRIPE_PROXY</c> names its script (<c>validate-event.mjs</c> beside it checks the events).
/// What it saw fails the test that ran before it, and is summed up for the whole run in TestResults/stripe.json.
/// </summary>
internal sealed class StripeProxy : IAsyncDisposable
{
    private const string Variable = "PAYMENTPORTAL_TEST_STRIPE_PROXY";
    private static readonly string? Script = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } script ? script : null;
    private static readonly Lock Gate = new();
    private static readonly SortedDictionary<string, int> Operations = new(StringComparer.Ordinal);
    private static readonly SortedDictionary<string, int> EventTypes = new(StringComparer.Ordinal);
    private static readonly SortedSet<string> Violations = new(StringComparer.Ordinal);
    private static int requests;

    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private StripeProxy(Uri stripe)
    {
        process = Process.Start(new ProcessStartInfo("node", [Script!, "--port", $"{Address.Port}", "--upstream", stripe.GetLeftPart(UriPartial.Authority), "--log", Log, "--quiet"]) { RedirectStandardOutput = true })!;
        process.BeginOutputReadLine();
    }

    /// <summary>True where the variable names a proxy.</summary>
    public static bool IsAsked => Script is not null;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; } = AppProcess.FreeAddress();

    private string Log => Path.Combine(folder.Path, "log.jsonl");

    /// <summary>Starts one where the variable names it; else null.</summary>
    /// <param name="stripe">What stands for Stripe, whether or not it listens already.</param>
    public static async Task<StripeProxy?> StartAsync(Uri stripe)
    {
        if (Script is null)
            return null;
        var proxy = new StripeProxy(stripe);
        await PortalHealth.AnswersAsync(proxy.Address, () => $"It is the proxy that {Variable} names.", path: "/__conformance/summary");
        return proxy;
    }

    /// <summary>Fails where a call, an answer or an event that stands in the list was not as Stripe publishes it.</summary>
    /// <param name="secretKey">The key that lists the events.</param>
    public async Task CheckAsync(string secretKey = "sk_test_sandbox")
    {
        using var api = new SandboxApi(Address, secretKey);
        var found = await EventsAsync(await api.ListAsync("events"));
        using var http = new HttpClient();
        var summary = (await http.GetFromJsonAsync<JsonObject>(new Uri(Address, "/__conformance/summary"), CancellationToken.None))!;
        found.AddRange(File.ReadLines(Log).Select(line => JsonNode.Parse(line)!).Where(IsViolation).Select(each => $"{each["kind"]} | {each["op"]} | {each["at"]} want {each["want"]} got {each["got"]}"));
        lock (Gate)
        {
            requests += (int)summary["requests"]!;
            foreach (var (operation, calls) in summary["operations"]!.AsObject())
                Operations[operation] = Operations.GetValueOrDefault(operation) + (int)(calls is JsonObject counted ? counted["calls"]! : calls!);
            Violations.UnionWith(found);
            Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults"));
            File.WriteAllText(
                Path.Combine(Repository.Root, "TestResults", "stripe.json"),
                JsonSerializer.Serialize(new { requests, operationsCovered = Operations.Count, events = EventTypes.Values.Sum(), eventTypesCovered = EventTypes.Count, Violations, Operations, EventTypes }, new JsonSerializerOptions { WriteIndented = true }));
        }
        Assert.True(found.Count == 0, $"{found.Count} times it was not as Stripe publishes it:\n{string.Join('\n', found.Distinct().Take(40))}");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        folder.Dispose();
    }

    /// <summary>
    /// What the proxy itself counts, neither what was refused with right nor what is only more than is published; but in a list of events it wants the hashes of previous_attributes whole,
    /// where Stripe names the changed parts alone, and null for a key of metadata that was not there.
    /// </summary>
    private static bool IsViolation(JsonNode each) =>
        each["rejected"] is null && each["note"] is null
        && !((string?)each["kind"] is "response.missing_required" or "response.null_not_allowed" && ((string?)each["at"])?.Contains(".previous_attributes.", StringComparison.Ordinal) == true);

    private async Task<List<string>> EventsAsync(IReadOnlyList<JsonObject> events)
    {
        var kept = Directory.CreateDirectory(Path.Combine(folder.Path, "events")).FullName;
        foreach (var each in events)
            await File.WriteAllTextAsync(Path.Combine(kept, $"{each["id"]}.json"), each.ToJsonString(), CancellationToken.None);
        lock (Gate)
        {
            foreach (var each in events.CountBy(each => (string)each["type"]!))
                EventTypes[each.Key] = EventTypes.GetValueOrDefault(each.Key) + each.Value;
        }
        // It ends before what it wrote into a pipe is read; into a file all of it comes
        var verdicts = Path.Combine(folder.Path, "verdicts.jsonl");
        using var validation = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "exec node \"$0\" \"$1\" --json > \"$2\"", Path.Combine(Path.GetDirectoryName(Script)!, "validate-event.mjs"), kept, verdicts]) { RedirectStandardError = true })!;
        var errors = await validation.StandardError.ReadToEndAsync(CancellationToken.None);
        await validation.WaitForExitAsync(CancellationToken.None);
        var lines = await File.ReadAllLinesAsync(verdicts, CancellationToken.None);
        Assert.True(lines.Length == events.Count, $"{lines.Length} verdicts for {events.Count} events: {errors}");
        return [.. lines.Select(line => JsonNode.Parse(line)!).SelectMany(each => each["violations"]!.AsArray().Select(one => $"{one!["kind"]} | {each["type"]} | {one["at"]} want {one["want"]} got {one["got"]}"))];
    }
}
