using System.Text.Json;
using Microsoft.AspNetCore.Identity;

namespace PaymentPortal.Accounts.Pages;

/// <summary>Reads what a browser sent as a passkey: bad answers, and those to a question of long ago, are refused and not an error of ours.</summary>
internal static class PasskeyAnswer
{
    private const int Longest = 65_536;

    public static async Task<T?> ReadAsync<T>(string? json, Func<string, Task<T>> read)
        where T : class
    {
        if (string.IsNullOrEmpty(json) || json.Length > Longest)
        {
            return null;
        }

        try
        {
            return await read(json);
        }
        catch (Exception error) when (error is InvalidOperationException or PasskeyException or JsonException)
        {
            return null;
        }
    }
}
