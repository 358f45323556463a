using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaymentPortal.Accounts;
using PaymentPortal.Shared.Components;

namespace PaymentPortal.Credits;

public sealed partial class CreditsPage
{
    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [SupplyParameterFromQuery] public string? After { get; set; }

    private CreditKind? Chosen => Enum.TryParse<CreditKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    protected override void Missing() => LeaveForOrganisation();

    protected override async Task<CreditsView?> ReadAsync(CancellationToken cancellationToken) =>
        (await Authentication.GetAuthenticationStateAsync()).User.UserId() is { } user ? await Queries.OfUserAsync(user, Chosen, After, cancellationToken) : null;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Signed(long amount) => amount < 0 ? "−" + Number(-amount) : "+" + Number(amount);

    private static string ValidText(int days) => days % 365 == 0 ? days == 365 ? "Valid for a year" : $"Valid for {days / 365} years" : $"Valid for {days} days";

    private static string WordOf(CreditKind kind) => kind switch
    {
        CreditKind.Granted => "Bought",
        CreditKind.Spent => "Spent",
        CreditKind.Expired => "Expired",
        CreditKind.Restored => "Given back",
        _ => "Refunded",
    };

    private static Tone ToneOf(CreditKind kind) => kind switch
    {
        CreditKind.Granted or CreditKind.Restored => Tone.Good,
        CreditKind.Expired => Tone.Attention,
        _ => Tone.Ended,
    };

    /// <summary>What is left of all that expires on the day on which the next does.</summary>
    private long Soonest(CreditLot next) => Value!.Lots.Where(lot => Zone.DayOf(lot.ExpiresAt) == Zone.DayOf(next.ExpiresAt)).Sum(lot => lot.Left);

    private string ExpiryText(CreditLot lot) => (Zone.DayOf(lot.ExpiresAt).DayNumber - Zone.DayOf(Time.GetUtcNow()).DayNumber) switch
    {
        <= 0 => "today",
        1 => "tomorrow",
        var days => $"in {days} days",
    };
}
