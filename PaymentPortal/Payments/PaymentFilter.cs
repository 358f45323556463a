using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>Which payments are asked for; what is null does not narrow.</summary>
/// <param name="State">Those of one state.</param>
/// <param name="Search">A customer's name or mail, an invoice's number, a card's last four digits, or an id, as it was typed.</param>
/// <param name="Currency">Those in one currency.</param>
/// <param name="From">Those begun on this day of the reporting time zone or later.</param>
internal sealed record PaymentFilter(PaymentState? State = null, string? Search = null, Currency? Currency = null, DateOnly? From = null);

/// <summary>By what payments are sorted.</summary>
internal enum PaymentOrder
{
    /// <summary>By when they were begun.</summary>
    Created,

    /// <summary>By amount, currency after currency: amounts of two currencies do not compare.</summary>
    Amount,
}
