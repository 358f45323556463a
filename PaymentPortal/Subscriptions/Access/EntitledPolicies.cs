using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;

namespace PaymentPortal.Subscriptions.Access;

/// <summary>The organisation's plan must have the feature.</summary>
internal sealed record EntitledRequirement(string Feature) : IAuthorizationRequirement;

/// <summary>Makes the policy of each feature out of its name.</summary>
internal sealed class EntitledPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => policyName.StartsWith(EntitledAttribute.Prefix, StringComparison.Ordinal)
        ? Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new EntitledRequirement(policyName[EntitledAttribute.Prefix.Length..])).Build())
        : base.GetPolicyAsync(policyName);
}

internal sealed class EntitledHandler(OrganisationAccess organisations, Entitlements entitlements) : AuthorizationHandler<EntitledRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, EntitledRequirement requirement)
    {
        if (context.User.UserId() is { } user && await organisations.OfUserAsync(user, CancellationToken.None) is { } organisation
            && (await entitlements.OfAsync(organisation.Id, CancellationToken.None)).Has(requirement.Feature))
        {
            context.Succeed(requirement);
        }
    }
}

/// <summary>Brings a person whose plan lacks a feature to the page that says which plan has it, and tells a program so.</summary>
internal sealed class EntitledAnswer : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden || authorizeResult.AuthorizationFailure?.FailedRequirements.OfType<EntitledRequirement>().FirstOrDefault() is not { } missing)
        {
            return _usual.HandleAsync(next, context, policy, authorizeResult);
        }

        if (context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsJsonAsync(new { code = "not_entitled", feature = missing.Feature, message = "The organisation's plan does not include this." });
        }

        context.Response.Redirect($"/billing/features/{Uri.EscapeDataString(missing.Feature)}");
        return Task.CompletedTask;
    }
}
