using Microsoft.Playwright;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>The line between a page and its circuit at the server, which can be cut.</summary>
internal sealed class CircuitLine
{
    private readonly List<IWebSocketRoute> circuits = [];

    public bool IsCut { get; private set; }

    public bool IsTaken => circuits.Count > 0;

    public static async Task<CircuitLine> LayAsync(IPage page)
    {
        var line = new CircuitLine();
        await page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            if (line.IsCut)
            {
                _ = socket.CloseAsync();
                return;
            }
            socket.ConnectToServer();
            line.circuits.Add(socket);
        });
        return line;
    }

    public Task CutAsync()
    {
        IsCut = true;
        return circuits[^1].CloseAsync();
    }

    public void Mend() => IsCut = false;
}
