using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Accounts.Pages;
using PaymentPortal.Accounts.PersonalData;
using PaymentPortal.Shell;

namespace PaymentPortal.Accounts;

internal static class AccountEndpoints
{
    /// <summary>The account's addresses that are no pages. The form value makes the antiforgery check happen.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapOrganisations();
        routes.MapPasskeys();
        routes.MapPersonalData();
        routes.MapPost("/account/sign-out", async (SignInManager<User> signIn, [FromForm] string? returnUrl) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect(LocalPath.Or(returnUrl, AccountLinks.SignIn + "?after=sign-out"));
        });
    }
}
