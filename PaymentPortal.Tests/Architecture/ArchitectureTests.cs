namespace PaymentPortal.Tests.Architecture;

/// <summary>Holds every rule against the product, and against the violation that is planted for it.</summary>
public sealed class ArchitectureTests
{
    private static readonly Rule[] Rules = [.. UseRules.All, .. ShapeRules.All, .. EntityRules.All];

    public static TheoryData<string> Sentences => [.. Rules.Select(rule => rule.Sentence)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void The_product_keeps_the_rule(string sentence)
    {
        var rule = Rules.Single(rule => rule.Sentence == sentence);
        var violations = rule.Violations(CodeBase.OfTheProduct);
        Assert.True(violations.Count == 0, $"{rule.Sentence}. {rule.Reason}\n{string.Join('\n', violations.Select(violation => $"  {violation.Who}: {violation.What}"))}");
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void The_rule_reports_who_breaks_it_and_nobody_else(string sentence)
    {
        var rule = Rules.Single(rule => rule.Sentence == sentence);
        Assert.Equal(rule.Plant.Offenders, rule.Violations(rule.Plant.Grow()).Select(violation => violation.Who).Distinct());
    }

    [Fact]
    public void Every_exemption_from_a_rule_has_a_reason_and_is_still_needed()
    {
        var needless =
            from rule in Rules
            let found = rule.Find(CodeBase.OfTheProduct).ToArray()
            from exemption in rule.Exemptions
            where exemption.Reason.Length == 0 || !found.Any(exemption.Covers)
            select $"{rule.Sentence}: {exemption.Who} ({exemption.What})";
        Assert.Empty(needless);
    }

    [Fact]
    public void An_exemption_covers_one_use_of_one_type()
    {
        var rule = UseRules.All.Single(rule => rule.Sentence == "Only Gateway names Stripe");
        var plant = new Plant([],
            ("PaymentPortal/Payments/RefundPayment.cs", "namespace PaymentPortal.Payments; class RefundPayment { Stripe.Charge? charge; Stripe.Refund? refund; }"),
            ("PaymentPortal/StripeNet/Charge.cs", "namespace Stripe; class Charge; class Refund;"));
        var lenient = rule with { Exemptions = [new Exemption("PaymentPortal.Payments.RefundPayment", "Stripe.Refund", "for this test")] };
        Assert.Equal([new Violation("PaymentPortal.Payments.RefundPayment", "Stripe.Charge")], lenient.Violations(plant.Grow()));
    }
}
