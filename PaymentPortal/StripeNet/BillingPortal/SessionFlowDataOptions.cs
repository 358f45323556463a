#nullable disable

namespace Stripe.BillingPortal;

public sealed class SessionFlowDataAfterCompletionHostedConfirmationOptions : NestedOptions
{
    public string CustomMessage { get; set; }
}

public sealed class SessionFlowDataAfterCompletionOptions : NestedOptions
{
    public SessionFlowDataAfterCompletionHostedConfirmationOptions HostedConfirmation { get; set; }
    public SessionFlowDataAfterCompletionRedirectOptions Redirect { get; set; }
    public string Type { get; set; }
}

public sealed class SessionFlowDataAfterCompletionRedirectOptions : NestedOptions
{
    public string ReturnUrl { get; set; }
}

public sealed class SessionFlowDataOptions : NestedOptions
{
    public SessionFlowDataAfterCompletionOptions AfterCompletion { get; set; }
    public SessionFlowDataSubscriptionCancelOptions SubscriptionCancel { get; set; }
    public SessionFlowDataSubscriptionUpdateOptions SubscriptionUpdate { get; set; }
    public SessionFlowDataSubscriptionUpdateConfirmOptions SubscriptionUpdateConfirm { get; set; }
    public string Type { get; set; }
}

public sealed class SessionFlowDataSubscriptionCancelOptions : NestedOptions
{
    public SessionFlowDataSubscriptionCancelRetentionOptions Retention { get; set; }
    public string Subscription { get; set; }
}

public sealed class SessionFlowDataSubscriptionCancelRetentionCouponOfferOptions : NestedOptions
{
    public string Coupon { get; set; }
}

public sealed class SessionFlowDataSubscriptionCancelRetentionOptions : NestedOptions
{
    public SessionFlowDataSubscriptionCancelRetentionCouponOfferOptions CouponOffer { get; set; }
    public string Type { get; set; }
}

public sealed class SessionFlowDataSubscriptionUpdateConfirmDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class SessionFlowDataSubscriptionUpdateConfirmItemOptions : NestedOptions
{
    public string Id { get; set; }
    public string Price { get; set; }
    public long? Quantity { get; set; }
}

public sealed class SessionFlowDataSubscriptionUpdateConfirmOptions : NestedOptions
{
    public List<SessionFlowDataSubscriptionUpdateConfirmDiscountOptions> Discounts { get; set; }
    public List<SessionFlowDataSubscriptionUpdateConfirmItemOptions> Items { get; set; }
    public string Subscription { get; set; }
}

public sealed class SessionFlowDataSubscriptionUpdateOptions : NestedOptions
{
    public string Subscription { get; set; }
}
