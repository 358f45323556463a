namespace PaymentPortal.Subscriptions;

/// <summary>Stripe's reasons for a cancellation, as people say them.</summary>
internal static class CancelFeedback
{
    public static readonly IReadOnlyList<(string Code, string Text)> All =
    [
        ("too_expensive", "It costs too much"),
        ("unused", "I do not use it enough"),
        ("missing_features", "Something I need is missing"),
        ("switched_service", "I have found something else"),
        ("low_quality", "It does not work well enough"),
        ("too_complex", "It is too complicated"),
        ("customer_service", "I was not helped well"),
        ("other", "Something else"),
    ];

    public static bool IsKnown(string code) => All.Any(one => one.Code == code);
}
