using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Invoices;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

public sealed partial class InvoicesPage
{
    private static readonly (string Value, string Title)[] States = [("paid", "Paid"), ("open", "Open"), ("void", "Void"), ("uncollectible", BillingWords.GivenUp)];

    /// <summary>Those of the page that a bank was asked to pay.</summary>
    private HashSet<string> _sent = new(StringComparer.Ordinal);

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery] public string? State { get; set; }

    [SupplyParameterFromQuery] public string? Year { get; set; }

    [SupplyParameterFromQuery] public string? After { get; set; }

    [Inject] private BillingAccounts Accounts { get; set; } = default!;
    [Inject] private InvoiceList Invoices { get; set; } = default!;
    [Inject] private SentInvoices Sent { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    private InvoiceFilter Filter => new(
        Array.Exists(States, s => s.Value == State) ? State : null,
        int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1999 and < 9999 ? year : null,
        SearchText.Clean(Search));

    private bool IsNarrowed => Filter != new InvoiceFilter();

    private string Lead
    {
        get
        {
            if (Value is null || (Value.Page.Total == 0 && !IsNarrowed))
            {
                return "Every invoice with its PDF";
            }

            var state = Filter.Status is { } wanted ? Array.Find(States, s => s.Value == wanted).Title.ToLowerInvariant() + " " : "";
            var year = Filter.Year is { } of ? string.Create(CultureInfo.InvariantCulture, $" of {of}") : "";
            var search = Filter.Search is { } text ? $" that match “{text}”" : "";
            return $"{Value.Page.Total.ToString("N0", CultureInfo.InvariantCulture)} {state}invoice{(Value.Page.Total == 1 ? "" : "s")}{year}{search}, newest first";
        }
    }

    protected override void Missing() => LeaveForOrganisation();

    protected override async Task<InvoicePageView?> ReadAsync(CancellationToken cancellationToken)
    {
        var user = (await Authentication.GetAuthenticationStateAsync()).User.UserId();
        if (user is not { } userId || await Accounts.FindAsync(userId, cancellationToken) is not { } account)
        {
            return null;
        }

        var page = await Invoices.ReadAsync(account.Organisation.Id, Filter, After, cancellationToken);
        var open = await Sent.OfAsync([.. page.Page.Rows.Where(i => i.Status == "open")], cancellationToken);
        _sent = open.Where(i => i.Coming is not null).Select(i => i.Invoice.Id).ToHashSet(StringComparer.Ordinal);
        return page;
    }
}
