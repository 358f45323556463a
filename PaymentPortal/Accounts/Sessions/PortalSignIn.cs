using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PaymentPortal.Accounts.Sessions;

/// <summary>Signs people in and out with a session of ours: every way of signing in, by password, second step or passkey, comes through here.</summary>
internal sealed class PortalSignIn(
    UserManager<User> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<User> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    SessionList sessions) : SignInManager<User>(users, http, principals, options, logger, schemes, confirmation)
{
    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        // A name or a password that was changed renews the cookie of the same session; a sign-in begins one.
        var known = Context.User.UserId() == user.Id ? Context.User.SessionId() : null;
        if (Context.User.UserId() is { } other && other != user.Id && Context.User.SessionId() is { } left)
        {
            await sessions.EndAsync(left, other, Context.RequestAborted);
        }

        var session = known is { } id && await sessions.StandsAsync(id, user.Id, Context.RequestAborted)
            ? id
            : await sessions.BeginAsync(user.Id, SessionCheck.Address(Context), SessionCheck.Agent(Context), Context.RequestAborted);
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims.Append(new Claim(SessionClaim.Type, session.ToString())));
    }

    public override async Task SignOutAsync()
    {
        if (Context.User.SessionId() is { } session && Context.User.UserId() is { } userId)
        {
            await sessions.EndAsync(session, userId, Context.RequestAborted);
        }

        await base.SignOutAsync();
    }
}
