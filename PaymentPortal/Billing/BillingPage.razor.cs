using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

public sealed partial class BillingPage
{
    private readonly Dictionary<string, NextPayment> _next = [];
    private bool _withdrawn;

    [Inject] private BillingQueries Queries { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    private string? NoticeText => Notice switch
    {
        "already_subscribed" => "Your organisation already has a running plan. Nothing was ordered again.",
        "paying" => "Your payment is on its way. This page shows it as soon as it is confirmed, usually within seconds.",
        "withdrawn" => "The order is withdrawn, and nothing was charged.",
        _ => null,
    };

    private bool AskedByBank(PlanView plan) => plan.Subscription.LatestInvoiceId is { } latest && Value!.AskedByBank.Contains(latest);

    /// <summary>What of a plan whose payment failed is open; null where none did.</summary>
    private Money? OwedOf(PlanView plan) => plan.Subscription.Status is "past_due" or "unpaid" && Value!.Unpaid.Where(u => u.Invoice.SubscriptionId == plan.Subscription.Id).Select(u => u.Invoice.AmountDue).ToList() is [var first, .. var more]
        ? more.Aggregate(first, (sum, due) => sum + due)
        : null;

    private Task WithdrawnAsync()
    {
        _withdrawn = true;
        return ReloadAsync();
    }

    protected override void Missing() => LeaveForOrganisation();

    protected override async Task<BillingView?> ReadAsync(CancellationToken cancellationToken) =>
        (await Authentication.GetAuthenticationStateAsync()).User.UserId() is { } user ? await Queries.OfUserAsync(user, cancellationToken) : null;
}
