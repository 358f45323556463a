namespace PaymentPortal.Catalog;

public enum BillingInterval
{
    Day,
    Week,
    Month,
    Year,
}
