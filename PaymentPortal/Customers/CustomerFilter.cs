namespace PaymentPortal.Customers;

/// <summary>Which customers are asked for; what is null does not narrow.</summary>
/// <param name="Standing">Those whose subscriptions stand so.</param>
/// <param name="Search">A name, mail address or id, or a part of the first two, as it was typed.</param>
internal sealed record CustomerFilter(CustomerStanding? Standing = null, string? Search = null);

/// <summary>How a customer's subscriptions stand; every customer is in exactly one of these.</summary>
public enum CustomerStanding
{
    /// <summary>At least one runs, and none waits for money.</summary>
    Active,

    /// <summary>At least one is past due or unpaid.</summary>
    PastDue,

    /// <summary>There were some, and all have ended or are paused.</summary>
    Ended,

    /// <summary>None ever began.</summary>
    None,
}

/// <summary>By what customers are sorted.</summary>
internal enum CustomerOrder
{
    /// <summary>By when they came.</summary>
    Created,

    /// <summary>By name, where there is none by mail address.</summary>
    Name,
}
