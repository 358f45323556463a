namespace PaymentPortal.Tests.Sandbox;

/// <summary>Tests that each have a sandbox and an open till of their own.</summary>
public abstract class TillTests : SandboxTests
{
    private protected Till till = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        till = await new Till(sandbox).OpenAsync();
    }
}
