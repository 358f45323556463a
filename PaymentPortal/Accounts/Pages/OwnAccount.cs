using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PaymentPortal.Shell;

namespace PaymentPortal.Accounts.Pages;

/// <summary>The account of the person who asks, for pages that are his alone.</summary>
internal static class OwnAccount
{
    /// <summary>The signed-in user. A cookie that outlived its user leads to the sign-in page.</summary>
    public static async Task<User> OwnAsync(this SignInManager<User> signIn, HttpContext http, NavigationManager navigation)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        if (await signIn.UserManager.GetUserAsync(http.User) is { } user)
        {
            return user;
        }

        await signIn.SignOutAsync();
        navigation.NavigateTo(AccountLinks.SignIn);
        return new User { DisplayName = "" };
    }

    /// <summary>Where a person goes after signing in: where he was going, else to the console or to billing.</summary>
    public static async Task<string> HomeOfAsync(this UserManager<User> users, User user, string? returnUrl) =>
        LocalPath.Or(returnUrl, (await users.GetRolesAsync(user)).Any(role => role != Roles.Customer) ? "/admin" : "/billing");
}
