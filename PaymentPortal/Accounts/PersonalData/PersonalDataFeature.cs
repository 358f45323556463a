using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Accounts.PersonalData;

internal static class PersonalDataFeature
{
    public static IServiceCollection AddPersonalData(this IServiceCollection services)
    {
        services.AddOptions<PersonalDataOptions>().BindConfiguration(PersonalDataOptions.Section)
            .Validate(o => o.AddressDays is >= 1 and <= 3650, "PersonalData:AddressDays must be between 1 and 3650: attempts to pay are counted by address for up to a day.").ValidateOnStart();
        return services
            .AddSingleton<ExportPersonalData>()
            .AddSingleton<LostCredit>()
            .AddScoped<EraseAccount>()
            .AddSingleton<IInboxJob, ForgetAddresses>()
            .AddSingleton<IEffect, ForgetAtStripeEffect>()
            .AddSingleton<IEffect, RedactEffect>()
            .AddSingleton<IEffect, RedactLateEffect>();
    }

    public static void MapPersonalData(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/account/data/export", (ClaimsPrincipal principal, HttpContext http, ExportPersonalData export, TimeProvider time) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            // The framework's ZIP writer ends each entry synchronously, whatever it is asked.
            http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            var name = string.Create(CultureInfo.InvariantCulture, $"my-data-{time.GetUtcNow():yyyy-MM-dd}.zip");
            return principal.UserId() is { } userId
                ? Results.Stream(stream => export.RunAsync(userId, stream, http.RequestAborted), "application/zip", name)
                : Results.NotFound();
        }).RequireAuthorization();
}
