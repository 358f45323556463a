using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaymentPortal.Shared;

namespace PaymentPortal.Payments.Admin;

public sealed partial class PaymentsPage
{
    private static readonly (string Value, string Title)[] Chips =
        [("succeeded", "Succeeded"), ("failed", "Failed"), ("waiting", "Waiting"), ("refunded", "Refunded"), ("cancelled", "Cancelled")];

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery] public string? Status { get; set; }

    [SupplyParameterFromQuery] public string? Currency { get; set; }

    [SupplyParameterFromQuery] public string? From { get; set; }

    [SupplyParameterFromQuery] public string? Sort { get; set; }

    [SupplyParameterFromQuery] public string? After { get; set; }

    private string Order => Sort is "created" or "amount" or "-amount" ? Sort : "-created";

    private PaymentFilter Filter => new(
        Array.Exists(Chips, c => c.Value == Status) && Enum.TryParse<PaymentState>(Status, ignoreCase: true, out var state) ? state : null,
        Search,
        Shared.Currency.TryParse(Currency, out var currency) ? currency : null,
        DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);

    private bool IsNarrowed => Filter with { Search = SearchText.Clean(Search) } != new PaymentFilter();

    private string FromText => Filter.From is { } day ? "Since " + day.ToString("d MMM yyyy", CultureInfo.InvariantCulture) : "Since ?";

    private string Lead
    {
        get
        {
            if (Value is null)
            {
                return "Every payment that was begun";
            }

            var state = Filter.State is { } wanted ? Array.Find(Chips, c => c.Value == wanted.ToString().ToLowerInvariant()).Title.ToLowerInvariant() + " " : "";
            var count = Value.Total.ToString("N0", CultureInfo.InvariantCulture);
            var search = SearchText.Clean(Search) is { } text ? $" that match “{text}”" : "";
            var order = Order switch { "created" => "oldest first", "amount" => "smallest first", "-amount" => "largest first", _ => "latest first" };
            return $"{count} {state}payment{(Value.Total == 1 ? "" : "s")}{search}, {order}";
        }
    }

    protected override async Task<Paged<PaymentRow>?> ReadAsync(CancellationToken cancellationToken) => await Payments.ListAsync(
        Filter, Order.EndsWith("amount", StringComparison.Ordinal) ? PaymentOrder.Amount : PaymentOrder.Created, Order.StartsWith('-'), After, cancellationToken);
}
