using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Settings;

namespace PaymentPortal.Checkout.Pages;

public sealed partial class CheckoutPage
{
    [Parameter] public Guid Id { get; set; }

    [Inject] private PurchaseQueries Purchases { get; set; } = default!;
    [Inject] private Catalogue Catalogue { get; set; } = default!;
    [Inject] private IAntiforgery Antiforgery { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private PaymentElement Element { get; set; } = default!;
    [Inject] private IOptions<SellerOptions> SellerSettings { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    private SellerOptions Seller => SellerSettings.Value;

    private PlanPrice? Offer { get; set; }

    private string Token { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        Http.Response.Headers.CacheControl = "no-cache, no-store";
        Http.Response.Headers.Pragma = "no-cache";
        var purchase = await Purchases.OfUserAsync(PurchaseId.From(Id), Http.User.UserId()!.Value, Http.RequestAborted);
        Offer = Catalogue.Find(purchase?.LookupKey);
        if (purchase is null || Offer is null)
        {
            Navigation.NotFound();
            return;
        }

        if (purchase.State == PurchaseState.Paid)
        {
            Navigation.NavigateTo($"/checkout/{Id}/complete");
            return;
        }

        Token = Antiforgery.GetAndStoreTokens(Http).RequestToken!;
    }
}
