namespace PaymentPortal.Operations.Demo;

internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Makes demo accounts and lets a few customers buy, at the first start in the sandbox.</summary>
    public bool Seed { get; set; } = true;
}
