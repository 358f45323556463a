namespace PaymentPortal.Shell;

/// <summary>A script that runs where cards are entered.</summary>
/// <param name="Address">Its path at this portal without the fingerprint of its contents, or its whole address.</param>
/// <param name="Purpose">Why the page needs it.</param>
/// <param name="Pages">The pages that load it, as <see cref="PaymentScripts.Pages"/> names them.</param>
public sealed record PaymentScript(string Address, string Purpose, IReadOnlyList<string> Pages)
{
    /// <summary>Stripe wrote it and serves it.</summary>
    public bool IsStripes => Address.StartsWith("http", StringComparison.Ordinal);

    /// <summary>What keeps it from being another than it should be.</summary>
    public string Keeping => IsStripes
        ? "Loaded from Stripe's own address, to which the content policy lets the page go for scripts. Stripe changes it, so that it cannot be pinned."
        : "Part of the portal's release and served by it alone: the content policy refuses every other address, and whatever stands in the page itself.";
}

/// <summary>Every script of the pages on which a card can be entered, each with its purpose. A test compares it with what the pages load: whoever adds a script says here what it is for.</summary>
public static class PaymentScripts
{
    public const string Checkout = "Checkout";
    public const string AfterPaying = "After paying";
    public const string Card = "Pay an invoice, or save a card";

    public static IReadOnlyList<string> Pages { get; } = [Checkout, AfterPaying, Card];

    /// <summary>The list for the Stripe.js of this mode: Stripe's own, or the sandbox's.</summary>
    public static IReadOnlyList<PaymentScript> With(string stripeScript) =>
    [
        new(stripeScript, "Draws the card form and sends what is typed straight to Stripe, so that no card number comes near the portal; shows the bank's question (3D Secure).", [Checkout, Card]),
        new("/js/checkout.js", "The payment step: asks the portal for the order, hands it to Stripe.js, and says in words what came of it.", [Checkout]),
        new("/js/card.js", "Saves a card with Stripe.js, or pays open invoices by a new or a saved one.", [Card]),
        new("/js/element.js", "Loads Stripe.js, and dresses its form in the colours of the page.", [Checkout, Card]),
        new("/js/methods.js", "The choice between what is saved and something new.", [Checkout, Card]),
        new("/js/declines.js", "The sentences for what a bank refuses.", [Checkout, Card]),
        new("/js/shell.js", "Menus, the theme, forms that are sent once, and a lost connection that is tried again.", Pages),
        new("/js/drafts.js", "Keeps what is typed into a form's words over a lost line; passwords, codes and cards never.", Pages),
        new("/_framework/blazor.web.js", "Keeps the order's total, and the page after paying, true while they are open.", Pages),
    ];
}
