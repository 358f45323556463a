namespace PaymentPortal.Invoices;

internal static class PurchaseConfirmation
{
    public const string EffectName = "mail.purchase-confirmation";
}
