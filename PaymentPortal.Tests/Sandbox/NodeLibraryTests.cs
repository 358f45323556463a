using System.Globalization;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>Stripe's own library for Node, which knows nothing of us, works with the sandbox: what it does stands in <c>NodeLibrary/library.test.mjs</c>.</summary>
public sealed class NodeLibraryTests
{
    [Fact]
    public async Task Stripes_own_library_for_Node_can_be_pointed_at_the_sandbox()
    {
        var scripts = new NodeScripts("PaymentPortal.Tests/Sandbox/NodeLibrary");
        if (await scripts.LackAsync("stripe/package.json") is { } lack)
            Assert.Skip(lack);
        var hook = AppProcess.FreeAddress();
        await using var sandbox = await SandboxHost.StartAsync(hook.AbsoluteUri);
        var run = (await scripts.RunAsync("node", ["--test", "--test-timeout=120000", "library.test.mjs"], new()
        {
            ["SANDBOX"] = sandbox.Address.AbsoluteUri,
            ["HOOK_PORT"] = hook.Port.ToString(CultureInfo.InvariantCulture),
        }))!.Value;
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("# pass 13", run.Output, StringComparison.Ordinal);
    }
}
