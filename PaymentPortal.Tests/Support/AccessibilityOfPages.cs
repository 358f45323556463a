using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PaymentPortal.Tests.Support;

public static class AccessibilityOfPages
{
    /// <summary>Fails where axe finds anything on the page that keeps a person from using it.</summary>
    public static async Task ShouldHaveNoAxeFindings(this IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions());
        var findings = result.Violations.Select(finding =>
            $"{finding.Id} ({finding.Impact}): {finding.Help}\n{string.Join('\n', finding.Nodes.Select(node => $"    {node.Html}"))}");
        Assert.True(result.Violations.Length == 0, $"axe found on {page.Url}:\n{string.Join('\n', findings)}");
    }
}
