#nullable disable

namespace Stripe;

public sealed class CustomerUpdateOptions : BaseOptions, IHasMetadata
{
    public AddressOptions Address { get; set => field = Track(value); }
    public long? Balance { get; set; }
    public string BusinessName { get; set => field = Track(value); }
    public string DefaultSource { get; set; }
    public string Description { get; set; }
    public string Email { get; set; }
    public string IndividualName { get; set => field = Track(value); }
    public string InvoicePrefix { get; set; }
    public CustomerInvoiceSettingsOptions InvoiceSettings { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Name { get; set; }
    public long? NextInvoiceSequence { get; set; }
    public string Phone { get; set; }
    public List<string> PreferredLocales { get; set; }
    public ShippingOptions Shipping { get; set => field = Track(value); }
    public CustomerTaxOptions Tax { get; set; }
    public string TaxExempt { get; set => field = Track(value); }
    public bool? Validate { get; set; }
}
