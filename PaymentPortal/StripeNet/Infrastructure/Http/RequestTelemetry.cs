#nullable disable

using System.Collections.Concurrent;
using System.Text.Json;

namespace Stripe;

/// <summary>Tells Stripe with the next call how long an earlier one took.</summary>
internal sealed class RequestTelemetry
{
    private const int MaxKept = 100;

    private readonly ConcurrentQueue<string> _kept = new();

    public string Take() => _kept.TryDequeue(out var metrics) ? metrics : null;

    public void Add(HttpResponseMessage response, TimeSpan duration)
    {
        if (_kept.Count < MaxKept && response.Headers.TryGetValues("Request-Id", out var ids))
        {
            _kept.Enqueue(JsonSerializer.Serialize(new
            {
                last_request_metrics = new { request_id = ids.First(), request_duration_ms = (long)duration.TotalMilliseconds },
            }));
        }
    }
}
