using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PaymentPortal.Tests.Mail;

/// <summary>A mail server on a socket, as small as the protocol allows, that keeps what came over the wire.</summary>
internal sealed class SmtpWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public SmtpWire()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Commands { get; } = [];

    public List<byte[]> Mails { get; } = [];

    /// <summary>Answers the mail itself with this line.</summary>
    public string Verdict { get; set; } = "250 kept";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task Serve()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_end.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            using (client)
                await Talk(client.GetStream());
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 wire");
        while (await reader.ReadLineAsync() is { } line)
        {
            Commands.Enqueue(line);
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                Mails.Add(await Data(reader));
                await writer.WriteLineAsync(Verdict);
            }
            else
            {
                await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 wire");
            }
        }
    }

    private static async Task<byte[]> Data(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return Encoding.Latin1.GetBytes(mail.ToString());
    }
}
