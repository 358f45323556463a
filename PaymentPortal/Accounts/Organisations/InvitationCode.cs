using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>The secret of an invitation's link: 256 random bits, of which the tables hold the hash.</summary>
internal static class InvitationCode
{
    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
