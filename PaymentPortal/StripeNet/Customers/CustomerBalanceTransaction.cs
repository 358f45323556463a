#nullable disable

namespace Stripe;

public sealed class CustomerBalanceTransaction : StripeEntity<CustomerBalanceTransaction>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public DateTime Created { get; set; }
    public string CreditNoteId { get; set; }

    [Expandable]
    public CreditNote CreditNote { get; set; }

    public string Currency { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public string Description { get; set; }
    public long EndingBalance { get; set; }
    public string InvoiceId { get; set; }

    [Expandable]
    public Invoice Invoice { get; set; }

    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Type { get; set; }
}
