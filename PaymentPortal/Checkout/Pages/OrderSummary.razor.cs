using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Pages;

public sealed partial class OrderSummary
{
    /// <summary>A page does not wait longer than that for its price: it comes when it comes.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(300);

    private IReadOnlyList<PackPrice> _offered = [];
    private IDisposable? _changes;
    private Guid _user;
    private string? _fault;
    private string? _place;
    private string _code = "";
    private string? _codeFault;

    [Parameter, EditorRequired] public Guid PurchaseId { get; set; }

    [Parameter, EditorRequired] public BillingDetails Billing { get; set; } = default!;

    [Inject] private OrderState Order { get; set; } = default!;
    [Inject] private PurchaseQueries Purchases { get; set; } = default!;
    [Inject] private EditPurchase Edit { get; set; } = default!;
    [Inject] private ApplyCode Codes { get; set; } = default!;
    [Inject] private Catalogue Catalogue { get; set; } = default!;
    [Inject] private CatalogQueries Catalog { get; set; } = default!;
    [Inject] private ChangeSignal Changes { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private ReportingZone Zone { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Order.Changed += Redraw;
        if ((await Authentication.GetAuthenticationStateAsync()).User.UserId() is not { } user
            || await Purchases.OfUserAsync(Checkout.PurchaseId.From(PurchaseId), user, CancellationToken.None) is not { } purchase)
        {
            return;
        }

        if (purchase.State != PurchaseState.Open)
        {
            // Paid since the page was asked for, as where it is loaded anew right after the press.
            Navigation.NavigateTo($"/checkout/{PurchaseId}/complete", forceLoad: true);
            return;
        }

        _user = user;
        _offered = await Catalog.PacksOnSaleAsync(purchase.Currency, CancellationToken.None);
        await Task.WhenAny(Order.OpenAsync(purchase, Billing), Task.Delay(ShortWait, Time));
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _changes = Changes.Subscribe(() => _ = InvokeAsync(() => Order.ReadAsync(_user)));
        }
    }

    public void Dispose()
    {
        Order.Changed -= Redraw;
        _changes?.Dispose();
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    private Money AmountOf(string key, Money listed) => Order.Quote?.Lines.GetValueOrDefault(key) is { } amount && !Order.IsCalculating ? amount : listed;

    private static string NameOf(QuoteTax tax) => $"{tax.Name} {tax.Percentage.ToString("0.####", CultureInfo.InvariantCulture)}%, {Countries.NameOf(tax.Country)}";

    private static Money RenewalPrice(Quote quote, Money listed) => quote.PerPeriod?.Amount ?? (quote.Renewal?.Discount is { } off ? listed - off : listed);

    /// <summary>What the price of each further period counts and leaves out: the tax that comes on top, as far as it is known, and the code, with how long that lasts.</summary>
    private string RenewalTerms(Quote quote, string? code, Money listed)
    {
        var taxed = quote.PerPeriod?.WithTax ?? quote.TaxComesOnTop;
        string?[] apart = [!taxed ? null : quote.PerPeriod is null ? "before tax" : "with tax", code is null ? null : quote.Renewal is null ? "without the code" : "with the code"];
        return string.Join(" and", apart.OfType<string>().Select(words => " " + words))
            + (quote.Renewal is { Months: { } months } ? $" until {Day(Time.GetUtcNow().AddMonths(months))}, and {MoneyFormat.Text(listed)}{(taxed ? " before tax" : "")} without it after that" : "");
    }

    /// <summary>What the amount after the trial is for, how long the code is in it, and what it takes that it is charged.</summary>
    private string TrialTerms(Quote quote, Cart cart)
    {
        var (listed, per, tax) = (MoneyFormat.Text(cart.Plan!.Amount * cart.Seats), Intervals.Text(cart.Plan.Interval, 1), quote.TaxComesOnTop ? " before tax" : "");
        var needed = cart.TrialNeedsCard ? "is charged for the first time. Cancel before, and nothing is." : "begins, if you have added a way to pay by then. Otherwise it ends by itself.";
        return quote.Renewal switch
        {
            { Months: 0 } when cart.TrialNeedsCard => $" with the code is charged for the first time, then {listed} per {per}{tax}. Cancel before, and nothing is.",
            { Months: 0 } => $" with the code is charged for the first {per}, then {listed} per {per}{tax}, if you have added a way to pay by then. Otherwise it ends by itself.",
            { Months: { } months } => $" per {per} with the code, which lasts until {Day(Time.GetUtcNow().AddMonths(months))} ({listed}{tax} after that), {needed}",
            { } => $" per {per} with the code {needed}",
            null => $" per {per} {needed}",
        };
    }

    private string Day(DateTimeOffset instant) => Zone.DayOf(instant).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private async Task ChangeAsync(Func<Guid, Task<Outcome>> change)
    {
        _fault = (await change(_user)).Refusal?.Sentence;
        _codeFault = await Codes.RecheckAsync(Order.Purchase!.Id, _user, CancellationToken.None);
        await Order.ReadAsync(_user);
    }

    private async Task ApplyAsync()
    {
        _codeFault = (await Codes.RunAsync(Order.Purchase!.Id, _user, _code, CancellationToken.None)).Refusal?.Sentence;
        if (_codeFault is null)
        {
            _code = "";
        }

        await Order.ReadAsync(_user);
    }

    private async Task PlaceAsync(ChangeEventArgs change)
    {
        var text = change.Value as string ?? "";
        try
        {
            if (JsonSerializer.Deserialize<Dictionary<string, string?>>(text) is { } fields)
            {
                _place = text;
                await Order.PlaceAsync(BillingDetails.Read(fields));
            }
        }
        catch (JsonException)
        {
            // Not from the page's script; the order stays as it is.
        }
    }
}
