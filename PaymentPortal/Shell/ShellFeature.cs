using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using Radzen;

namespace PaymentPortal.Shell;

/// <summary>The house around the pages: components, headers, theme, errors.</summary>
public static class ShellFeature
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "forgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddRadzenComponents();
        services.AddScoped<CircuitConnection>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitConnection>());
        services.AddSingleton(provider => PortalMode.Of(provider.GetRequiredService<IConfiguration>()));
        return services;
    }

    /// <summary>Headers first, so that error pages carry them too; then sentences in place of empty error answers.</summary>
    public static void UseShell(this WebApplication app)
    {
        var stripe = app.Services.GetRequiredService<IOptions<StripeOptions>>().Value;
        app.UseContentPolicy(stripe.Mode == StripeMode.Live, stripe.SandboxElsewhere);
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.Use(PrepareErrorPage);
    }

    /// <summary>Takes a form only with its token. One without, or with one that is out of date, gets the bare status, and with it the page for people: components would write a word for developers.</summary>
    public static void UseFormTokens(this IApplicationBuilder app) => app.UseAntiforgery().Use((context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapPost("/theme", ChooseTheme);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static IResult ChooseTheme([FromForm] string theme, [FromForm] string? returnUrl, HttpContext context, TimeProvider time)
    {
        var chosen = Theme.Parse(theme);
        var options = new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Expires = time.GetUtcNow().AddYears(1) };
        if (chosen.Attribute is null)
        {
            context.Response.Cookies.Delete(Theme.Cookie, options);
        }
        else
        {
            context.Response.Cookies.Append(Theme.Cookie, chosen.Name, options);
        }

        return Results.LocalRedirect(LocalPath.Or(returnUrl, "/"));
    }

    private static Task PrepareErrorPage(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // An error page is read, whatever was sent: a form that was refused for its token must not be read once more.
            context.Request.Method = HttpMethods.Get;
            context.Request.ContentType = null;
        }
        else if (!IsForPeople(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }

    /// <summary>Programs get the bare status; people get a page.</summary>
    private static bool IsForPeople(HttpRequest request) =>
        request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true)
        && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/health");
}
