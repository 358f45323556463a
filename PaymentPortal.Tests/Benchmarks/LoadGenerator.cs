using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace PaymentPortal.Tests.Benchmarks;

/// <summary>
/// Posts signed events over raw sockets, each connection on a thread of its own, one request after the other. Requests are signed before the clock runs,
/// so that the generator costs little beside what it measures.
/// </summary>
internal sealed class LoadGenerator(Uri address, string secret)
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private int failed;

    /// <summary>What a load came to.</summary>
    public sealed record Result(int Answered, int Failed, TimeSpan Time, TimeSpan Median, TimeSpan P99)
    {
        public double PerSecond => Answered / Time.TotalSeconds;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond,6:0}/s, median {Median.TotalMilliseconds,6:0.0} ms, p99 {P99.TotalMilliseconds,6:0.0} ms, {Answered} answered, {Failed} failed");
    }

    /// <summary>Signs requests, as many for each connection.</summary>
    /// <param name="body">The body of the event with this number.</param>
    public byte[][][] Sign(int connections, int each, Func<int, byte[]> body)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Encoding.UTF8.GetBytes(secret);
        return [.. Enumerable.Range(0, connections).Select(connection => Enumerable.Range(0, each).Select(number =>
        {
            var content = body((connection * each) + number);
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(at + "."), .. content]));
            var head = $"POST /api/webhooks/stripe HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nStripe-Signature: t={at},v1={signature}\r\nContent-Length: {content.Length}\r\n\r\n";
            return (byte[])[.. Encoding.ASCII.GetBytes(head), .. content];
        }).ToArray())];
    }

    /// <summary>Posts until the time is over or nothing is left.</summary>
    /// <param name="requests">What each connection posts.</param>
    /// <param name="longest">The time.</param>
    /// <param name="perSecond">How many a second over all connections; null for as fast as answers come.</param>
    public Result Run(byte[][][] requests, TimeSpan longest, double? perSecond = null)
    {
        failed = 0;
        var latencies = new List<double>[requests.Length];
        var began = Stopwatch.GetTimestamp();
        var threads = requests.Select((mine, connection) => new Thread(() => latencies[connection] = Post(mine, began, longest, perSecond / requests.Length), 256 * 1024)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var time = Stopwatch.GetElapsedTime(began);
        var all = latencies.SelectMany(one => one).Order().ToList();
        Assert.NotEmpty(all);
        return new Result(all.Count, failed, time, TimeSpan.FromSeconds(all[all.Count / 2]), TimeSpan.FromSeconds(all[(int)(all.Count * 0.99)]));
    }

    private List<double> Post(byte[][] requests, long began, TimeSpan longest, double? perSecond)
    {
        var latencies = new List<double>(requests.Length);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address.Host, address.Port);
        var buffer = new byte[4096];
        for (var i = 0; i < requests.Length && Stopwatch.GetElapsedTime(began) < longest; i++)
        {
            if (perSecond is { } rate && TimeSpan.FromSeconds(i / rate) - Stopwatch.GetElapsedTime(began) is var early && early > TimeSpan.Zero)
                socket.Poll(early, SelectMode.SelectError);
            var sent = Stopwatch.GetTimestamp();
            socket.Send(requests[i]);
            if (IsTaken(socket, buffer))
                latencies.Add(Stopwatch.GetElapsedTime(sent).TotalSeconds);
            else
                Interlocked.Increment(ref failed);
        }
        return latencies;
    }

    /// <summary>Reads one answer whole.</summary>
    private static bool IsTaken(Socket socket, byte[] buffer)
    {
        var (read, end) = (0, -1);
        while ((end = buffer.AsSpan(0, read).IndexOf(HeadEnd)) < 0)
            read += socket.Receive(buffer.AsSpan(read)) is var more and > 0 ? more : throw new IOException("The server hung up.");
        var head = Encoding.ASCII.GetString(buffer, 0, end);
        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
            ? int.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture)
            : 0;
        while (read < end + HeadEnd.Length + length)
            read += socket.Receive(buffer.AsSpan(read)) is var more and > 0 ? more : throw new IOException("The server hung up.");
        return head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
    }
}
