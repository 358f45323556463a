using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Webhooks;

/// <summary>Posts stored events to their endpoints, signed, until each answers 2xx. Begins when the application has started.</summary>
internal sealed class Deliverer(
    Store store, IOptions<SandboxOptions> options, TimeProvider time, IHttpClientFactory clients, IServer server, IHostApplicationLifetime lifetime, Alarms alarms,
    ILogger<Deliverer> logger) : BackgroundService
{
    public const string Client = "sandbox-webhooks";

    private readonly Dictionary<(long Event, string Endpoint), Task> underWay = [];
    private readonly ConcurrentQueue<(Delivery Delivery, bool Taken)> finished = [];

    private sealed record Delivery(long Event, string Endpoint, int Attempts, long Due, Copies Copies, string Type, byte[] Packed);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
                await alarms.Deliveries.WaitAsync(await DeliverDueAsync(stoppingToken), time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        await Task.WhenAll(underWay.Values).WaitAsync(TimeSpan.FromSeconds(2), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var turn = await store.EnterAsync(CancellationToken.None);
        NoteFinished(time.GetUtcNow().ToUnixTimeMilliseconds());
        turn.Commit();
    }

    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>Notes how the last ones went and sends to each endpoint what is due as far as it has room; answers how long until the next is due, null if nothing waits.</summary>
    private async Task<TimeSpan?> DeliverDueAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<List<Delivery>> queues;
        List<Endpoint> endpoints;
        using (var turn = await store.EnterAsync(stopping))
        {
            NoteFinished(now);
            endpoints = Endpoint.Enabled(store, options.Value);
            queues = options.Value.Delivery.Paused ? [] : [.. Awaited().Where(e => Room(e) > 0).Select(Queue)];
            turn.Commit();
        }
        long? next = null;
        foreach (var queue in queues)
        {
            var endpoint = endpoints.Find(e => e.Id == queue[0].Endpoint);
            foreach (var one in queue.Where(d => !underWay.ContainsKey((d.Event, d.Endpoint))).Take(Room(queue[0].Endpoint)))
            {
                if (one.Due > now)
                {
                    next = Math.Min(next ?? long.MaxValue, one.Due - now);
                    break;
                }
                underWay[(one.Event, one.Endpoint)] = DeliverAsync(one, endpoint, stopping);
            }
        }
        return next is { } wait ? TimeSpan.FromMilliseconds(wait) : null;

        // What waits for an endpoint that is gone is sent nowhere and takes no place.
        int Room(string endpoint) => endpoints.Exists(e => e.Id == endpoint) ? options.Value.DeliveryConcurrency - underWay.Keys.Count(k => k.Endpoint == endpoint) : int.MaxValue;
    }

    /// <summary>The endpoints that something waits for, those that are gone among them; each is one step in the index.</summary>
    private IEnumerable<string> Awaited()
    {
        for (var last = ""; store.Scalar<string>("SELECT min(endpoint) FROM deliveries WHERE endpoint>$0", last) is { } endpoint; last = endpoint)
            yield return endpoint;
    }

    /// <summary>The first of what waits for an endpoint, with what is under way to it.</summary>
    private List<Delivery> Queue(string endpoint) => store.Rows(
        "SELECT d.event,d.endpoint,d.attempts,d.due,d.copies,e.type,e.json FROM deliveries d JOIN events e ON e.seq=d.event WHERE d.endpoint=$0 ORDER BY d.due,d.event LIMIT $1",
        r => new Delivery(r.GetInt64(0), r.GetString(1), r.GetInt32(2), r.GetInt64(3), (Copies)r.GetInt32(4), r.GetString(5), (byte[])r.GetValue(6)),
        endpoint,
        options.Value.DeliveryConcurrency * 2);

    private void NoteFinished(long now)
    {
        while (finished.TryDequeue(out var one))
        {
            underWay.Remove((one.Delivery.Event, one.Delivery.Endpoint));
            Note(one.Delivery, one.Taken, now);
        }
    }

    private void Note(Delivery delivery, bool taken, long now)
    {
        if (taken && delivery.Copies == Copies.TwoInTurn)
        {
            store.Execute("UPDATE deliveries SET copies=$2 WHERE event=$0 AND endpoint=$1", delivery.Event, delivery.Endpoint, (long)Copies.One);
        }
        else if (taken)
        {
            if (store.Execute("DELETE FROM deliveries WHERE event=$0 AND endpoint=$1", delivery.Event, delivery.Endpoint) > 0)
                store.Execute("UPDATE events SET pending=pending-1 WHERE seq=$0", delivery.Event);
        }
        else
        {
            var wait = Math.Min(options.Value.FirstRetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(delivery.Attempts, 30)), options.Value.LongestRetryDelay.TotalMilliseconds);
            store.Execute("UPDATE deliveries SET attempts=attempts+1, due=$2 WHERE event=$0 AND endpoint=$1", delivery.Event, delivery.Endpoint, now + (long)wait);
        }
    }

    private async Task DeliverAsync(Delivery delivery, Endpoint? endpoint, CancellationToken stopping)
    {
        var taken = endpoint is null;
        try
        {
            if (endpoint is null)
                return;
            // The event says how many deliveries are still to come; to each receiver that is its own.
            var body = Packed.Unpack(delivery.Packed).Replace("\"pending_webhooks\":0,\"request\":", "\"pending_webhooks\":1,\"request\":", StringComparison.Ordinal);
            var twin = delivery.Copies == Copies.TwoAtOnce ? PostAsync(delivery, endpoint, body, stopping) : Task.FromResult(true);
            taken = await PostAsync(delivery, endpoint, body, stopping) & await twin;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{Type} could not be sent to {Endpoint}; it is tried again.", delivery.Type, delivery.Endpoint);
        }
        finally
        {
            finished.Enqueue((delivery, taken));
            alarms.Deliveries.Set();
        }
    }

    private async Task<bool> PostAsync(Delivery delivery, Endpoint endpoint, string body, CancellationToken stopping)
    {
        var url = endpoint.Url ?? OwnAddress() + "/api/webhooks/stripe";
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(options.Value.DeliveryTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json", "utf-8")) };
            request.Headers.TryAddWithoutValidation("Stripe-Signature", Sign(body, endpoint.Secret, time.GetUtcNow().ToUnixTimeSeconds()));
            request.Headers.TryAddWithoutValidation("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
            using var response = await clients.CreateClient(Client).SendAsync(request, timeout.Token);
            if (response.IsSuccessStatusCode)
                return true;
            logger.LogInformation("{Type} was answered {Status} by {Endpoint}; attempt {Attempt}.", delivery.Type, (int)response.StatusCode, endpoint.Id, delivery.Attempts + 1);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stopping.IsCancellationRequested)
        {
            logger.LogInformation("{Type} did not reach {Endpoint}: {Reason}; attempt {Attempt}.", delivery.Type, endpoint.Id, e.Message, delivery.Attempts + 1);
        }
        return false;
    }

    public static string Sign(string body, string secret, long at)
    {
        var stamp = at.ToString(CultureInfo.InvariantCulture);
        return $"t={stamp},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}.{body}")))}";
    }

    /// <summary>The address that this application listens on, as reached from the same machine.</summary>
    private string OwnAddress()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.FirstOrDefault(a => a.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) ?? addresses.FirstOrDefault() ?? "http://localhost:5000";
        return address.Replace("://+", "://localhost").Replace("://*", "://localhost").Replace("://0.0.0.0", "://localhost").Replace("://[::]", "://localhost").TrimEnd('/');
    }
}
