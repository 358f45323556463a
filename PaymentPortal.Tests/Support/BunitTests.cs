using Bunit;

namespace PaymentPortal.Tests.Support;

public sealed class BunitTests : BunitContext
{
    [Fact]
    public void A_component_is_rendered_and_its_markup_compared()
    {
        var rendered = Render(builder => builder.AddMarkupContent(0, "<p class=\"a b\">One  plan</p>"));
        rendered.MarkupMatches("<p class=\"b a\">One plan</p>");
        Assert.Throws<HtmlEqualException>(() => rendered.MarkupMatches("<p>Two plans</p>"));
    }
}
