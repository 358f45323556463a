using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace PaymentPortal.Accounts.Pages;

internal static class AccountPages
{
    /// <summary>The account's one address that is no page. The form value makes the antiforgery check happen.</summary>
    public static void MapAccountPages(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/account/sign-out", async (SignInManager<User> signIn, [FromForm] string? returnUrl) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect(Shell.LocalPath.Or(returnUrl, AccountLinks.SignIn + "?after=sign-out"));
        });
}
