using Microsoft.Extensions.Options;

namespace PaymentPortal.Sandbox;

internal sealed class SandboxOptionsValidator : IValidateOptions<SandboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(SandboxOptions options)
    {
        if (options.WebhookUrl is not ("" or "none") && !(Uri.TryCreate(options.WebhookUrl, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")))
            yield return "Sandbox:WebhookUrl is no address. Write one such as http://localhost:5000/api/webhooks/stripe, or none.";
        if (options.DeliveryConcurrency < 1)
            yield return "Sandbox:DeliveryConcurrency is how many deliveries may be under way at once to one endpoint, at least 1.";
        if (options.DaysBetweenAttempts.Any(d => d < 1))
            yield return "Sandbox:RetrySchedule is the days from one attempt to the next, each at least 1, with commas: 3,5,7.";
        if (options.AfterLastAttempt is not ("cancel" or "mark_unpaid" or "leave_past_due"))
            yield return "Sandbox:AfterLastAttempt is one of cancel, mark_unpaid and leave_past_due.";
        if (options.UpcomingInvoiceNotice < TimeSpan.Zero)
            yield return "Sandbox:UpcomingInvoiceNotice is a time before the renewal, such as 7.00:00:00.";
        if (options.InvoiceDueNotice < TimeSpan.Zero)
            yield return "Sandbox:InvoiceDueNotice is a time before an invoice is due, such as 3.00:00:00.";
        if (options.Delivery.Fault() is { } fault)
            yield return fault;
    }
}
