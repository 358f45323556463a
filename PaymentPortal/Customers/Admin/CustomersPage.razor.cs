using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaymentPortal.Shared;

namespace PaymentPortal.Customers.Admin;

public sealed partial class CustomersPage
{
    private static readonly (string Value, string Title, CustomerStanding Standing)[] Chips =
    [
        ("active", "Active", CustomerStanding.Active),
        ("past_due", "Past due", CustomerStanding.PastDue),
        ("ended", "Ended", CustomerStanding.Ended),
        ("none", "No subscription", CustomerStanding.None),
    ];

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery] public string? Status { get; set; }

    [SupplyParameterFromQuery] public string? Sort { get; set; }

    [SupplyParameterFromQuery] public string? After { get; set; }

    private string Order => Sort is "created" or "name" or "-name" ? Sort : "-created";

    private int Chip => Array.FindIndex(Chips, c => c.Value == Status);

    private bool IsNarrowed => Chip >= 0 || SearchText.Clean(Search) is not null;

    private string Lead
    {
        get
        {
            if (Value is null)
            {
                return "Everybody who began to buy";
            }

            var count = Value.Total.ToString("N0", CultureInfo.InvariantCulture);
            var standing = Chip < 0 ? "" : Chips[Chip].Standing switch
            {
                CustomerStanding.Active => " with an active subscription",
                CustomerStanding.PastDue => " with a payment past due",
                CustomerStanding.Ended => " whose subscriptions have ended",
                _ => " without a subscription",
            };
            var search = SearchText.Clean(Search) is { } text ? $" that match “{text}”" : "";
            var order = Order switch { "created" => "longest first", "name" => "by name", "-name" => "by name, last first", _ => "newest first" };
            return $"{count} customer{(Value.Total == 1 ? "" : "s")}{standing}{search}, {order}";
        }
    }

    protected override async Task<Paged<CustomerRow>?> ReadAsync(CancellationToken cancellationToken) => await Customers.ListAsync(
        new CustomerFilter(Chip < 0 ? null : Chips[Chip].Standing, Search),
        Order.EndsWith("name", StringComparison.Ordinal) ? CustomerOrder.Name : CustomerOrder.Created,
        Order.StartsWith('-'),
        After,
        cancellationToken);
}
