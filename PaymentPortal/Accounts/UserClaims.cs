using System.Globalization;
using System.Security.Claims;

namespace PaymentPortal.Accounts;

internal static class UserClaims
{
    /// <summary>The signed-in user's id; null for a visitor.</summary>
    public static Guid? UserId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) ? id : null;
}
