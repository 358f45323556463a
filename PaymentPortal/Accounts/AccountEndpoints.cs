using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using PaymentPortal.Accounts.Pages;
using PaymentPortal.Shell;

namespace PaymentPortal.Accounts;

internal static class AccountEndpoints
{
    /// <summary>The account's one address that is no page. The form value makes the antiforgery check happen.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/account/sign-out", async (SignInManager<User> signIn, [FromForm] string? returnUrl) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect(LocalPath.Or(returnUrl, AccountLinks.SignIn + "?after=sign-out"));
        });
}
