using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace PaymentPortal.Mail;

/// <summary>Says everything at once that keeps mail from being sent: the key, what is wrong, the remedy.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(MailOptions options)
    {
        if (!MailAddress.TryCreate(options.From, out _))
            yield return "Mail:From is not a mail address. Give the one that your customers may answer to, for example billing@example.com.";

        var smtp = options.Smtp;
        if (string.IsNullOrWhiteSpace(smtp.Host))
        {
            if (!string.IsNullOrEmpty(smtp.User) || !string.IsNullOrEmpty(smtp.Password))
                yield return "Mail:Smtp:Host is missing, but a user or password for it is given. Name the mail server, or remove them.";
            yield break;
        }

        if (options.From == new MailOptions().From)
            yield return "Mail:From is missing. A mail server is configured: give the address that it sends for.";
        if (smtp.Port is < 1 or > 65535)
            yield return "Mail:Smtp:Port is not a port. Submission servers listen at 587.";
        if (smtp.Port == 465)
            yield return "Mail:Smtp:Port 465 begins encrypted, which is not supported here. Use the server's port for STARTTLS, usually 587.";
        if (string.IsNullOrEmpty(smtp.User) != string.IsNullOrEmpty(smtp.Password))
            yield return "Mail:Smtp:User and Mail:Smtp:Password belong together. Give both, or neither.";
        if (!smtp.Tls && !string.IsNullOrEmpty(smtp.Password) && !IsThisMachine(smtp.Host))
            yield return "Mail:Smtp:Tls is off, so the password would cross the network readably. Switch it on, or remove user and password.";
    }

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
