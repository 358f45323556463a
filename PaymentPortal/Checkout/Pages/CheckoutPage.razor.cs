using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Customers;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Pages;

public sealed partial class CheckoutPage
{
    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "instead-of")] public string? InsteadOf { get; set; }

    [SupplyParameterFromQuery(Name = "instead-of-seats")] public int? InsteadOfSeats { get; set; }

    [Inject] private PurchaseQueries Purchases { get; set; } = default!;
    [Inject] private Catalogue Catalogue { get; set; } = default!;
    [Inject] private KnownBilling Known { get; set; } = default!;
    [Inject] private Buyers Buyers { get; set; } = default!;
    [Inject] private PaymentMethodQueries Methods { get; set; } = default!;
    [Inject] private MoneyOnItsWayQueries Money { get; set; } = default!;
    [Inject] private IAntiforgery Antiforgery { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private PaymentElement Element { get; set; } = default!;
    [Inject] private IOptions<SellerOptions> SellerSettings { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    private SellerOptions Seller => SellerSettings.Value;

    private Cart? Cart { get; set; }

    private BillingDetails? Billing { get; set; }

    /// <summary>Something that is saved is chosen to begin with, so that nothing is typed.</summary>
    private bool TypesNothing => IsFree || Saved.Any(s => s.IsGood);

    private string Email { get; set; } = "";

    private IReadOnlyList<SavedMethod> Saved { get; set; } = [];

    /// <summary>The bank debit by which this order was to be paid, and why its bank refused it.</summary>
    private ReturnedDebit? Returned { get; set; }

    /// <summary>How many seats the plan is sold with, where more were asked for.</summary>
    private int? TooManySeats => Cart?.Plan is { Plan.MaxSeats: var most } && InsteadOfSeats > most ? most : null;

    /// <summary>The currency that the buyer chose, where the order is in another.</summary>
    private Currency? OtherCurrency => Currency.TryParse(InsteadOf, out var asked) && asked != Cart?.Purchase.Currency ? asked : null;

    /// <summary>A trial alone, which begins without a payment and without anything to be charged to; the script sees what a code or credit makes of other orders.</summary>
    private bool IsFree => Cart is { TrialDays: > 0, TrialNeedsCard: false, Packs.Count: 0 };

    private string BackAddress => Cart?.Plan is { } plan ? $"/pricing?interval={plan.Interval.ToString().ToLowerInvariant()}&currency={plan.Amount.Currency.Code}" : "/billing";

    private string Token { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        Http.Response.Headers.CacheControl = "no-cache, no-store";
        Http.Response.Headers.Pragma = "no-cache";
        var user = Http.User.UserId()!.Value;
        var purchase = await Purchases.OfUserAsync(PurchaseId.From(Id), user, Http.RequestAborted);
        Cart = purchase is null ? null : Cart.Of(purchase, Catalogue);
        if (purchase is null || Cart is null)
        {
            Navigation.NotFound();
            return;
        }

        if (purchase.State == PurchaseState.Paid)
        {
            Navigation.NavigateTo($"/checkout/{Id}/complete");
            return;
        }

        if (purchase.InvoiceId is null && await Purchases.BoughtInAsync(purchase.OrganisationId, Http.RequestAborted) is { } currency && currency != purchase.Currency)
        {
            // Bought in another one since this was begun: the same is offered in that.
            Navigation.NavigateTo($"/checkout/new?price={purchase.LookupKey}{(Cart.Plan is null ? "" : $"&seats={Cart.Seats}")}{(purchase.WithTrial ? "&trial=1" : "")}");
            return;
        }

        if (purchase.PaymentId is { } paymentId)
        {
            if (await Money.OfPaymentAsync(paymentId, Http.RequestAborted) is not null)
            {
                Navigation.NavigateTo($"/checkout/{Id}/complete?again=1");
                return;
            }

            Returned = await Money.ReturnedAsync(paymentId, Http.RequestAborted);
        }

        var buyer = await Buyers.FindAsync(user, purchase.OrganisationId, Http.RequestAborted);
        Email = buyer.Email;
        if (buyer.CustomerId is { } customerId)
        {
            Saved = [.. (await Methods.OfCustomerAsync(customerId, Http.RequestAborted)).Where(m => m.Takes(purchase.Currency))];
        }

        Billing = await Known.ForAsync(purchase, Http.RequestAborted);
        Token = Antiforgery.GetAndStoreTokens(Http).RequestToken!;
    }
}
