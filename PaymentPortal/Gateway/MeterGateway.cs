using System.Globalization;
using PaymentPortal.Shared;
using Stripe;
using Stripe.Billing;

namespace PaymentPortal.Gateway;

/// <summary>Tells Stripe what was used.</summary>
internal sealed class MeterGateway(StripeConnection connection)
{
    /// <summary>Where an event names the customer.</summary>
    internal const string CustomerKey = "stripe_customer_id";

    /// <summary>Where an event says how much.</summary>
    internal const string ValueKey = "value";

    /// <summary>So long after it happened Stripe takes an event.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromDays(35);

    /// <summary>Tells it once: an identifier that Stripe knows already counts nothing more.</summary>
    /// <param name="identifier">Ours, at most 100 characters.</param>
    /// <param name="meter">The name of the meter's events.</param>
    /// <param name="customerId">Whose use it is.</param>
    /// <param name="quantity">How much.</param>
    /// <param name="at">When it counts.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Outcome<string>> TellAsync(string identifier, string meter, string customerId, long quantity, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var options = new MeterEventCreateOptions
        {
            Identifier = identifier,
            EventName = meter,
            Timestamp = at.UtcDateTime,
            Payload = new Dictionary<string, string> { [CustomerKey] = customerId, [ValueKey] = quantity.ToString(CultureInfo.InvariantCulture) },
        };
        try
        {
            return await StripeGateway.GuardAsync(async () => (await new MeterEventService(connection.Client).CreateAsync(options, null, cancellationToken)).Identifier);
        }
        catch (StripeException known) when (known.StripeError?.Code == "duplicate_meter_event")
        {
            return identifier;
        }
    }
}
