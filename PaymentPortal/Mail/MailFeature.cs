using System.Net.Mime;
using Microsoft.Extensions.Options;

namespace PaymentPortal.Mail;

/// <summary>Mail: sending it, and in the sandbox the mailbox that shows what was sent.</summary>
internal static class MailFeature
{
    private const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";

    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddSingleton<Mailbox>();
        services.AddSingleton<MailSender>();
        return services;
    }

    /// <summary>What the mailbox's pages link to: a mail's own HTML and its files. To be mapped where the sandbox is on.</summary>
    public static IEndpointRouteBuilder MapMailbox(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sandbox/mailbox/{id}/html", Html).AllowAnonymous();
        endpoints.MapGet("/sandbox/mailbox/{id}/files/{number:int}", Download).AllowAnonymous();
        return endpoints;
    }

    private static IResult Html(string id, Mailbox mailbox, HttpResponse response)
    {
        if (mailbox.Find(id) is not { } mail)
            return Results.NotFound();

        response.Headers.ContentSecurityPolicy = MailPolicy;
        response.Headers.CacheControl = "no-store";
        return Results.Content(mail.Html, MediaTypeNames.Text.Html + "; charset=utf-8");
    }

    private static IResult Download(string id, int number, Mailbox mailbox, HttpResponse response)
    {
        if (mailbox.Find(id)?.Attachments.ElementAtOrDefault(number) is not { } file)
            return Results.NotFound();

        response.Headers.CacheControl = "no-store";
        return Results.File(file.Content.ToArray(), file.ContentType, file.Name);
    }
}
