using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;

namespace PaymentPortal.Billing;

public sealed partial class BillingPage
{
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

    private Task WithdrawnAsync()
    {
        _withdrawn = true;
        return ReloadAsync();
    }

    protected override async Task<BillingView?> ReadAsync(CancellationToken cancellationToken) =>
        (await Authentication.GetAuthenticationStateAsync()).User.UserId() is { } user ? await Queries.OfUserAsync(user, cancellationToken) : null;
}
