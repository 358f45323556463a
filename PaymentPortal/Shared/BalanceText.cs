namespace PaymentPortal.Shared;

/// <summary>What a customer's balance does to what is charged, in words.</summary>
public static class BalanceText
{
    /// <summary>The name of the line of what is too little to be charged.</summary>
    public const string CarriedOver = "Goes on the next invoice";

    /// <summary>The name of the line between a total and what is due.</summary>
    /// <param name="applied">What is added to the total (positive) or paid of it (negative).</param>
    /// <param name="total">The total.</param>
    public static string Of(Money applied, Money total) =>
        applied.MinorUnits < 0 ? "Paid by your credit" : total.MinorUnits < 0 ? "Stays as credit for later invoices" : "Owed from before";
}
