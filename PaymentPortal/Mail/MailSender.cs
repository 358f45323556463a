using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace PaymentPortal.Mail;

/// <summary>Sends a mail through the mail server where one is configured, else puts it into the mailbox in the data directory.</summary>
internal sealed class MailSender(IOptions<MailOptions> options, Mailbox mailbox, TimeProvider time, ILogger<MailSender> logger)
{
    private static readonly TimeSpan LongestSending = TimeSpan.FromMinutes(1);

    /// <summary>True where mails leave this machine.</summary>
    public bool UsesServer => !string.IsNullOrWhiteSpace(options.Value.Smtp.Host);

    /// <summary>Sends the mail; returns once the server or the mailbox has taken it.</summary>
    /// <exception cref="SmtpException">The server did not take it.</exception>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = MailMessages.Compose(mail, options.Value);
        if (UsesServer)
            await SendThroughServer(message, cancellationToken);
        else
            mailbox.Put(mail.Key, message);
        logger.LogInformation("The mail {MessageId} was handed over", message.Headers["Message-ID"]);
    }

    private async Task SendThroughServer(MailMessage message, CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;
        using var limit = new CancellationTokenSource(LongestSending, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.Tls };
        if (!string.IsNullOrEmpty(smtp.User))
            client.Credentials = new NetworkCredential(smtp.User, smtp.Password);
        try
        {
            await client.SendMailAsync(message, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpException(SmtpStatusCode.GeneralFailure, $"The mail server did not take the mail within {LongestSending.TotalSeconds} seconds.");
        }
    }
}
