namespace PaymentPortal.Accounts;

/// <summary>What the pages and commands ask for, by name.</summary>
public static class Policies
{
    /// <summary>Reads the console: dashboard, payments, customers.</summary>
    public const string Console = "Console";

    /// <summary>Runs the portal: sees and replays Stripe's events.</summary>
    public const string Operate = "Operate";
}
