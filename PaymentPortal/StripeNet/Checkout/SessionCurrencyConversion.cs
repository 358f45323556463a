#nullable disable

namespace Stripe.Checkout;

public sealed class SessionCurrencyConversion : StripeEntity<SessionCurrencyConversion>
{
    public long AmountSubtotal { get; set; }
    public long AmountTotal { get; set; }
    public decimal FxRate { get; set; }
    public string SourceCurrency { get; set; }
}
