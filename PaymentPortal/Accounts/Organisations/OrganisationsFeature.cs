using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using PaymentPortal.Outbox;
using PaymentPortal.Shell;

namespace PaymentPortal.Accounts.Organisations;

internal static class OrganisationsFeature
{
    public static IServiceCollection AddOrganisations(this IServiceCollection services) => services
        .AddSingleton<OrganisationAccess>()
        .AddSingleton<OrganisationQueries>()
        .AddSingleton<InvitationQueries>()
        .AddSingleton<InvitationMails>()
        .AddSingleton<IEffect, InvitationEffect>()
        .AddSingleton<IEffect, OwnershipMail>()
        .AddSingleton<InviteMember>()
        .AddSingleton<PendingInvitations>()
        .AddSingleton<ResendInvitation>()
        .AddSingleton<WithdrawInvitation>()
        .AddSingleton<AcceptInvitation>()
        .AddScoped<JoinWithNewAccount>()
        .AddSingleton<ChangeRole>()
        .AddSingleton<TransferOwnership>()
        .AddSingleton<RemoveMember>()
        .AddSingleton<AssignSeat>()
        .AddSingleton<RenameOrganisation>()
        .AddSingleton<OpenOrganisation>()
        .AddSingleton<SwitchOrganisation>();

    /// <summary>The switch is a form of every page, whether or not that has a circuit.</summary>
    public static void MapOrganisations(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/organisation/switch", async ([FromForm] Guid id, [FromForm] string? returnUrl, ClaimsPrincipal user, SwitchOrganisation change, CancellationToken cancellationToken) =>
            user.UserId() is { } userId && (await change.RunAsync(userId, new OrganisationId(id), cancellationToken)).IsDone
                ? Results.LocalRedirect(LocalPath.Or(returnUrl, "/organisation"))
                : Results.NotFound()).RequireAuthorization();
}
