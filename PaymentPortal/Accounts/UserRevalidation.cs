using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts.Sessions;

namespace PaymentPortal.Accounts;

/// <summary>Asks from time to time whether the person behind an open page may still be there: no request carries his cookie any more.</summary>
internal sealed class UserRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, SessionList sessions, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>Shorter than the cookie's interval: an open page of a session that was ended closes within seconds, for two small queries of each open page.</summary>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(10);

    /// <summary>Whether the session of the open page stands; where it was ended, nobody is signed in there any more.</summary>
    public async Task<bool> StandsAsync()
    {
        var user = (await GetAuthenticationStateAsync()).User;
        if (user.SessionId() is not { } session || user.UserId() is not { } userId || await sessions.StandsAsync(session, userId, CancellationToken.None))
        {
            return true;
        }

        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        return false;
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken cancellationToken)
    {
        if (state.User.SessionId() is not { } session || state.User.UserId() is not { } userId || !await sessions.StandsAsync(session, userId, cancellationToken))
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return await users.GetUserAsync(state.User) is { } user
            && state.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
    }
}
