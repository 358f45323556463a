using System.Security.Cryptography;

namespace PaymentPortal.Sandbox;

internal static class Ids
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Random(int length) => RandomNumberGenerator.GetString(Letters, length);

    public static string New(string prefix) => $"{prefix}_{(prefix is "cus" or "prod" or "req" ? Random(14) : "1" + Random(23))}";

    public static string ClientSecret(string id) => $"{id}_secret_{Random(25)}";
}
