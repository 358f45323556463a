using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Accounts.PersonalData;
using PaymentPortal.Accounts.Sessions;
using PaymentPortal.Outbox;

namespace PaymentPortal.Accounts;

internal static class AccountsFeature
{
    /// <summary>How long a link in an account's mail works.</summary>
    public static readonly TimeSpan LinksLast = TimeSpan.FromDays(1);

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentity<User, IdentityRole<Guid>>(options =>
            {
                options.User.RequireUniqueEmail = true;
                // The user name is the mail address, and those hold more than Identity's list of letters: o'brien@example.com
                options.User.AllowedUserNameCharacters = "";
                options.SignIn.RequireConfirmedAccount = true;
                options.Password.RequiredLength = 10;
                options.Password.RequireDigit = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 4;
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddUserStore<AccountStore>()
            .AddSignInManager<PortalSignIn>()
            .AddClaimsPrincipalFactory<UserPrincipal>()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "portal";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/account/sign-in";
            cookie.LogoutPath = "/account/sign-out";
            cookie.AccessDeniedPath = "/account/denied";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = SessionList.Lasts;
            cookie.Events.OnValidatePrincipal = SessionCheck.ValidateAsync;
        });
        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = UserRevalidation.Interval;
            stamp.OnRefreshingPrincipal = SessionCheck.KeepAsync;
        });
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // It takes the place of both steps: the device has to know that it is the person, and to hold the key so that no address is asked for.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddSingleton<SessionList>();
        services.AddScoped<UserRevalidation>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<UserRevalidation>());
        services.AddScoped<CircuitHandler, SessionGuard>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Console, policy => policy.RequireRole(Roles.Admin, Roles.Finance, Roles.Support))
            .AddPolicy(Policies.Operate, policy => policy.RequireRole(Roles.Admin));
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = LinksLast);
        services.AddSingleton<IEffect, ConfirmAddressEffect>();
        services.AddSingleton<IEffect, ResetPasswordEffect>();
        services.AddSingleton<IEffect, AddressTakenEffect>();
        services.AddSingleton<IEffect, NewAddressEffect>();
        services.AddSingleton<IEffect, AddressChangedEffect>();
        services.AddSingleton<IEffect, SecurityNoticeEffect>();
        services.AddScoped<RegisterAccount>();
        services.AddScoped<RequestAccountMail>();
        services.AddScoped<ChangeAddress>();
        services.AddScoped<SecurityChange>();
        return services.AddOrganisations().AddPersonalData();
    }
}
