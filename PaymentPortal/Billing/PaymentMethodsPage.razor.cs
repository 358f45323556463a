using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Payments;

namespace PaymentPortal.Billing;

/// <summary>What the organisation has saved to pay by.</summary>
/// <param name="Methods">The saved methods, the default first.</param>
/// <param name="HasCustomer">Something was bought before.</param>
/// <param name="IsNeeded">A plan runs.</param>
/// <param name="MayChange">The person is an owner or has the billing role.</param>
public sealed record PaymentMethodsView(IReadOnlyList<SavedMethod> Methods, bool HasCustomer, bool IsNeeded, bool MayChange);

public sealed partial class PaymentMethodsPage
{
    private string? _asked;
    private string? _done;
    private string? _refusal;
    private bool _busy;
    private IReadOnlyList<AccountToConfirm>? _waiting;

    [SupplyParameterFromQuery] public string? Notice { get; set; }

    [Inject] private BillingAccounts Accounts { get; set; } = default!;
    [Inject] private PaymentMethodQueries Methods { get; set; } = default!;
    [Inject] private UsePaymentMethod Use { get; set; } = default!;
    [Inject] private AccountsToConfirm Waiting { get; set; } = default!;
    [Inject] private RemovePaymentMethod Remove { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    /// <summary>Bank accounts that cannot be used yet. One that was confirmed meanwhile is among the methods.</summary>
    private IEnumerable<AccountToConfirm> ToConfirm =>
        Value is { MayChange: true } ? _waiting?.Where(account => !Value.Methods.Any(saved => saved.Method.Id == account.MethodId)) ?? [] : [];

    protected override void Missing() => LeaveForOrganisation();

    protected override async Task<PaymentMethodsView?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await UserAsync() is not { } user || await Accounts.FindAsync(user, cancellationToken) is not { } account)
        {
            return null;
        }

        // Asked once: the page reads again whenever any of our tables change.
        _waiting ??= account.CustomerId is { } asked ? await Waiting.OfCustomerAsync(asked, cancellationToken) : [];
        return account.CustomerId is { } customer
            ? new PaymentMethodsView(await Methods.OfCustomerAsync(customer, cancellationToken), true, await Remove.IsNeededAsync(customer, cancellationToken), account.MayChange)
            : new PaymentMethodsView([], false, false, account.MayChange);
    }

    private string? Hindrance(SavedMethod saved) => Value switch
    {
        { IsNeeded: true, Methods.Count: 1 } => RemovePaymentMethod.LastOne,
        { IsNeeded: true } when saved.IsDefault => RemovePaymentMethod.DefaultOne,
        _ => null,
    };

    /// <summary>Its name, by which it is told from all others.</summary>
    private static string Told(SavedMethod saved) => saved.Added is { } added ? $"{saved.Name}, {added}" : saved.Name;

    private void Ask(SavedMethod saved) => (_asked, _done, _refusal) = (_asked == saved.Method.Id ? null : saved.Method.Id, null, null);

    private Task MakeDefaultAsync(SavedMethod saved) => DoAsync(
        async user => (await Use.RunAsync(user, new MethodWish(saved.Method.Id, MakeDefault: true), Left)).Refusal?.Sentence, $"{saved.Name} pays the coming invoices.");

    private Task RemoveAsync(SavedMethod saved) => DoAsync(async user => (await Remove.RunAsync(user, saved.Method.Id, Left)).Refusal?.Sentence, $"{saved.Name} is removed.");

    private async Task DoAsync(Func<Guid, Task<string?>> wish, string done)
    {
        if (_busy || await UserAsync() is not { } user)
        {
            return;
        }

        (_busy, _done, _refusal) = (true, null, null);
        StateHasChanged();
        try
        {
            _refusal = await wish(user);
            _done = _refusal is null ? done : null;
            _asked = null;
            await ReloadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<Guid?> UserAsync() => (await Authentication.GetAuthenticationStateAsync()).User.UserId();
}
