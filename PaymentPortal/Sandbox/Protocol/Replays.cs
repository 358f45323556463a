using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>What was answered under each idempotency key, for a day: success and refusal alike, once the operation had begun.</summary>
internal sealed class Replays(Store store, TimeProvider time)
{
    private const int LongestKey = 255;

    private readonly ConcurrentDictionary<string, bool> inUse = [];

    /// <summary>A request as it is compared with the one that used the key first; parameters may come in any order.</summary>
    internal sealed record Print(string Key, string Path, string Parameters);

    /// <summary>Takes the key for the time of one request, which a second one under the same key does not wait for.</summary>
    public IDisposable? Use(string key)
    {
        if (key.Length == 0)
            return null;
        if (key.Length > LongestKey)
            throw new StripeError(400, "idempotency_error", null, $"The idempotency key must be at most {LongestKey} characters long.");
        if (!inUse.TryAdd(key, true))
        {
            throw new StripeError(409, "idempotency_error", "idempotency_key_in_use",
                $"There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): {key}. Please try again later.");
        }
        return new Hold(inUse, key);
    }

    private sealed class Hold(ConcurrentDictionary<string, bool> inUse, string key) : IDisposable
    {
        public void Dispose() => inUse.TryRemove(key, out _);
    }

    public Print Of(string key, string path, JsonObject sent)
    {
        var text = new StringBuilder(store.Salt);
        Write(text, sent);
        return new(key, path, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        if (node is not JsonObject tree)
        {
            text.Append(node?.ToJsonString() ?? "null");
            return;
        }
        text.Append('{');
        foreach (var (name, value) in tree.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            text.Append(JsonValue.Create(name).ToJsonString()).Append(':');
            Write(text, value);
        }
        text.Append('}');
    }

    /// <summary>The answer that the key had before; null for a new key.</summary>
    public Answer? Find(Print request)
    {
        var rows = store.Rows("SELECT request,status,body,request_id FROM replays WHERE key=$0",
            r => (Request: r.GetString(0), Answer: new Answer(r.GetInt32(1), r.GetString(2), r.GetString(3), true)), request.Key);
        if (rows is not [var (kept, answer)])
            return null;
        var (path, parameters) = kept.Split('\n') is [var p, var s] ? (p, s) : (request.Path, kept);
        if (path != request.Path)
        {
            throw new StripeError(400, "idempotency_error", null,
                $"Keys for idempotent requests can only be used for the same endpoint they were first used for ('{request.Path}' vs '{path}'). Try using a key other than '{request.Key}' if you meant to execute a different request.");
        }
        if (parameters != request.Parameters)
        {
            throw new StripeError(400, "idempotency_error", null,
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{request.Key}' if you meant to execute a different request.");
        }
        return answer;
    }

    public void Keep(Print request, Answer answer) => store.Execute(
        "INSERT OR REPLACE INTO replays(key,request,status,body,request_id,at) VALUES($0,$1,$2,$3,$4,$5)",
        request.Key, $"{request.Path}\n{request.Parameters}", answer.Status, answer.Body, answer.RequestId, time.GetUtcNow().ToUnixTimeSeconds());
}
