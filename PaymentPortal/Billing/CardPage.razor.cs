using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout;
using PaymentPortal.Invoices;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

/// <summary>Saves a card; on the way from a failure's mail, or from an open invoice, it pays what is open at once.</summary>
public sealed partial class CardPage
{
    public const string Change = "/billing/change";

    [SupplyParameterFromQuery] public string? Invoice { get; set; }

    /// <summary>Where the person came from, and goes on; a change of plan alone.</summary>
    [SupplyParameterFromQuery] public string? Then { get; set; }

    [Inject] private CardQuery Query { get; set; } = default!;
    [Inject] private IAntiforgery Antiforgery { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private PaymentElement Element { get; set; } = default!;
    [Inject] private IOptions<SellerOptions> Seller { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    private IReadOnlyList<Invoice> Open { get; set; } = [];

    private IReadOnlyList<SavedMethod> Saved { get; set; } = [];

    private string? Why { get; set; }

    private Refusal? Refusal { get; set; }

    private bool NothingBought => Refusal?.Code == BillingAccounts.NothingBought;

    private string Currency { get; set; } = "usd";

    private string Token { get; set; } = "";

    private string? Email { get; set; }

    private string? CustomerId { get; set; }

    private bool IsFix { get; set; }

    private bool HasPlan { get; set; }

    private bool PlanEnded { get; set; }

    private bool AsksForConfirmation { get; set; }

    private bool IsChange { get; set; }

    private Money? Owed { get; set; }

    private string? AskedMethodId { get; set; }

    private Uri? VerifiedAt { get; set; }

    private bool Pays => Open.Count > 0;

    /// <summary>What is paid is the beginning of a plan.</summary>
    private bool IsFirst => Open is [{ BillingReason: "subscription_create" }];

    private Money Due => Owed!.Value;

    /// <summary>Something that is saved is chosen to begin with.</summary>
    private bool TypesNothing => Pays && Why is null && Saved.Any(m => m.Takes(Due.Currency) && m.IsGood);

    private string Heading => Open.Count switch { 0 => "Add a payment method", 1 => $"Pay invoice {Open[0].Number}", var count => $"Pay {count} invoices" };

    private string? Origin => !IsFix && Then is { } then && (then == Change || then.StartsWith(Change + "?", StringComparison.Ordinal)) ? then : null;

    private string Back => IsFix ? "/billing/invoices" : Origin ?? "/billing/payment-methods";

    private string Complete => Open.Count switch { 0 => Origin ?? "/billing/payment-methods?notice=saved", 1 => $"/billing/invoices/{Open[0].Id}?notice=paying", _ => "/billing/invoices" };

    protected override async Task OnInitializedAsync()
    {
        Http.Response.Headers.CacheControl = "no-cache, no-store";
        Http.Response.Headers.Pragma = "no-cache";
        IsFix = Http.Request.Path.StartsWithSegments("/billing/fix");
        var view = await Query.OfUserAsync(Http.User.UserId()!.Value, IsFix, Invoice, Http.RequestAborted);
        if (!view.IsDone)
        {
            Refusal = view.Refusal;
            return;
        }

        (CustomerId, HasPlan, PlanEnded, Owed, AskedMethodId, IsChange) = (view.Value.CustomerId, view.Value.HasPlan, view.Value.PlanEnded, view.Value.Owed, view.Value.AskedMethodId, view.Value.IsChange);
        (Open, Saved, Why, Currency, AsksForConfirmation, VerifiedAt, Email) = (view.Value.Open, view.Value.Saved, view.Value.Why, view.Value.Currency, view.Value.AsksForConfirmation, view.Value.VerifiedAt, view.Value.Email);
        if (IsFix && Open.Count == 0 && Invoice is { Length: > 0 } && view.Value.IsPaid)
        {
            Navigation.NavigateTo($"/billing/invoices/{Uri.EscapeDataString(Invoice)}?notice=paying");
            return;
        }

        if (view.Value.IsOnItsWay && Open.Count == 1)
        {
            Navigation.NavigateTo($"/billing/invoices/{Open[0].Id}");
            return;
        }

        Token = Antiforgery.GetAndStoreTokens(Http).RequestToken!;
    }
}
