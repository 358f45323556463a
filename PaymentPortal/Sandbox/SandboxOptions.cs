using System.Globalization;
using PaymentPortal.Sandbox.Webhooks;

namespace PaymentPortal.Sandbox;

/// <summary>Where the sandbox keeps its file, which keys it accepts and how it delivers events.</summary>
public sealed class SandboxOptions
{
    /// <summary>The folder of sandbox.db (`Data:Directory`).</summary>
    public string Directory { get; set; } = "data";

    public string SecretKey { get; set; } = "sk_test_sandbox";

    public string PublishableKey { get; set; } = "pk_test_sandbox";

    /// <summary>Signs what goes to the default endpoint.</summary>
    public string WebhookSecret { get; set; } = "whsec_sandbox";

    /// <summary>The default endpoint; empty: /api/webhooks/stripe of the sandbox's own address; "none": no default endpoint.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>How many deliveries may be under way at once to one endpoint.</summary>
    public int DeliveryConcurrency { get; set; } = 8;

    /// <summary>The wait before the first retry; each further one waits twice as long, up to <see cref="LongestRetryDelay"/>.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How badly events are delivered, on purpose. Replaced whole, under the store's turn.</summary>
    public DeliveryOptions Delivery { get; set; } = new();

    /// <summary>The business that invoices name as their seller.</summary>
    public string AccountName { get; set; } = "PaymentPortal Sandbox";

    public string AccountCountry { get; set; } = "US";

    /// <summary>The days from a failed attempt to the next one, with commas; after the last of them follows <see cref="AfterLastAttempt"/>. Stands for Stripe's smart retries.</summary>
    public string RetrySchedule { get; set; } = "3,5,7";

    /// <summary>What becomes of a subscription when no attempt succeeded: `cancel`, `mark_unpaid` or `leave_past_due`.</summary>
    public string AfterLastAttempt { get; set; } = "cancel";

    /// <summary>How long before a renewal invoice.upcoming is told; not where the period is shorter.</summary>
    public TimeSpan UpcomingInvoiceNotice { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long before its due date an invoice that was sent tells invoice.will_be_due; not where it is due sooner.</summary>
    public TimeSpan InvoiceDueNotice { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Whether invoices are numbered for the whole account instead of for each customer.</summary>
    public bool NumberInvoicesByAccount { get; set; }

    internal IReadOnlyList<int> DaysBetweenAttempts { get; private set; } = [3, 5, 7];

    /// <summary>Whether a card's number may be sent with the secret key; Stripe allows it only to accounts that ask for it.</summary>
    public bool RawCardNumbers { get; set; }

    /// <summary>The bank account that payouts go to: one of Stripe's test numbers, of which some refuse payouts.</summary>
    public string PayoutAccount { get; set; } = "000123456789";

    /// <summary>`Data:Directory`, `Stripe:SecretKey`, `Stripe:PublishableKey` and `Stripe:WebhookSecrets:0` apply here too; `Sandbox:*` sets the rest.</summary>
    internal static void Read(SandboxOptions options, IConfiguration configuration)
    {
        configuration.GetSection("Sandbox").Bind(options);
        options.DaysBetweenAttempts = [.. options.RetrySchedule.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(d => int.TryParse(d, CultureInfo.InvariantCulture, out var days) ? days : 0)];
        options.Directory = configuration["Data:Directory"] ?? options.Directory;
        options.SecretKey = configuration["Stripe:SecretKey"] ?? options.SecretKey;
        options.PublishableKey = configuration["Stripe:PublishableKey"] ?? options.PublishableKey;
        options.WebhookSecret = configuration["Stripe:WebhookSecrets:0"] ?? options.WebhookSecret;
    }
}
