using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace PaymentPortal.Accounts.Pages;

/// <summary>The addresses that account mails lead to, and how a code travels in them.</summary>
internal static class AccountLinks
{
    public const string SignIn = "/account/sign-in";

    /// <summary>The path that confirms an address.</summary>
    public static string Confirm(Guid userId, string code, string? returnPath = null) =>
        $"/account/confirm?userId={userId:D}&code={Write(code)}" + (returnPath is null ? "" : "&returnUrl=" + Uri.EscapeDataString(returnPath));

    /// <summary>The path that sets a new password.</summary>
    public static string Reset(Guid userId, string code) => $"/account/reset?userId={userId:D}&code={Write(code)}";

    /// <summary>The path that confirms a new address of an account.</summary>
    public static string ConfirmAddress(Guid userId, string address, string code) => $"/account/confirm-address?userId={userId:D}&email={Uri.EscapeDataString(address)}&code={Write(code)}";

    /// <summary>The path that shows an invitation.</summary>
    public static string Join(string code) => "/account/join?code=" + code;

    /// <summary>The code as Identity made it; null where what stands in the address is none.</summary>
    public static string? Read(string? written)
    {
        try
        {
            return string.IsNullOrEmpty(written) ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(written));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Write(string code) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(code));
}
