namespace PaymentPortal.Operations.Demo;

/// <summary>The promotion codes of the demo, each made once.</summary>
internal sealed class DemoCodes(DemoStripe stripe)
{
    private static readonly (string Code, (string, string)[] Coupon, (string, string)[] Limits)[] All =
    [
        ("WELCOME20", [("percent_off", "20"), ("duration", "once"), ("name", "Welcome")], [("restrictions[first_time_transaction]", "true")]),
        ("LOYAL10", [("percent_off", "10"), ("duration", "forever"), ("name", "Loyalty")], []),
        ("FIFTY", [("amount_off", "5000"), ("currency", "usd"), ("duration", "once"), ("name", "Fifty off")], [("restrictions[minimum_amount]", "20000"), ("restrictions[minimum_amount_currency]", "usd")]),
    ];

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        foreach (var (code, terms, limits) in All)
        {
            if ((await stripe.ListAsync($"/v1/promotion_codes?code={code}", cancellationToken)).Count == 0)
            {
                var coupon = (string)(await stripe.PostAsync("/v1/coupons", $"demo-coupon-{code}", terms, cancellationToken))["id"]!;
                await stripe.PostAsync("/v1/promotion_codes", $"demo-code-{code}", [("promotion[type]", "coupon"), ("promotion[coupon]", coupon), ("code", code), .. limits], cancellationToken);
            }
        }
    }
}
