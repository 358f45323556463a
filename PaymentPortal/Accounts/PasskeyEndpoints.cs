using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace PaymentPortal.Accounts;

/// <summary>What the browser needs before it asks a device for a passkey. The state between question and answer is Identity's cookie.</summary>
internal static class PasskeyEndpoints
{
    public const string ToCreate = "/account/passkeys/options";
    public const string ToSignIn = "/account/sign-in/passkey-options";

    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        // The form value makes the antiforgery check happen.
        routes.MapPost(ToCreate, async (SignInManager<User> signIn, ClaimsPrincipal principal, [FromForm] string? purpose) =>
            await signIn.UserManager.GetUserAsync(principal) is { } user
                ? Results.Content(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString("D"), Name = user.Email!, DisplayName = user.DisplayName }), "application/json")
                : Results.NotFound()).RequireAuthorization();
        routes.MapPost(ToSignIn, async (SignInManager<User> signIn, [FromForm] string? purpose) =>
            Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json"));
    }
}
