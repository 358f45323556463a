namespace PaymentPortal.Mail;

/// <summary>Who sends the portal's mails, and through which server.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>The address that mails come from.</summary>
    public string From { get; set; } = "portal@paymentportal.example";

    /// <summary>The name beside the address.</summary>
    public string FromName { get; set; } = "PaymentPortal";

    /// <summary>The server; without a host the mails are written to the data directory's mailbox.</summary>
    public SmtpOptions Smtp { get; set; } = new();
}

/// <summary>A mail server that takes submissions.</summary>
internal sealed class SmtpOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Encrypts the connection by STARTTLS.</summary>
    public bool Tls { get; set; } = true;
}
