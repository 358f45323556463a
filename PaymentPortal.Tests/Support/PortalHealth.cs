using System.Net;

namespace PaymentPortal.Tests.Support;

internal static class PortalHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the app says that it is ready: migrated, seeded, with its webhooks on their way.</summary>
    public static async Task BecomesReadyAsync(Uri address, Func<bool> hasEnded, Func<string> whatItSaid)
    {
        using var http = new HttpClient { BaseAddress = address };
        var seen = "nothing";
        await Eventually.TrueAsync(async () =>
        {
            Assert.False(hasEnded(), $"The app ended instead of becoming ready. It said:\n{whatItSaid()}");
            try
            {
                using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
                seen = $"{(int)answer.StatusCode}";
                return answer.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException refused)
            {
                seen = refused.Message;
                return false;
            }
        }, () => $"The app at {address} did not become ready. It said:\n{whatItSaid()}\nIts last answer was: {seen}", Patience);
    }

    /// <summary>Waits until what runs at the address takes requests: the rest of it may still be under way.</summary>
    public static async Task AnswersAsync(Uri address, Func<string> whatItSaid, TimeSpan? patience = null, string path = "/health/live")
    {
        using var http = new HttpClient { BaseAddress = address };
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return (await http.GetAsync(path, TestContext.Current.CancellationToken)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            () => $"The app at {address} does not come up. {whatItSaid()}",
            patience ?? Patience);
    }
}
