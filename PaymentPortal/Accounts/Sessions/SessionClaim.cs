using System.Globalization;
using System.Security.Claims;

namespace PaymentPortal.Accounts.Sessions;

/// <summary>How a cookie names its session.</summary>
internal static class SessionClaim
{
    public const string Type = "session";

    public static SessionId? SessionId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(Type), CultureInfo.InvariantCulture, out var id) ? new SessionId(id) : null;
}
