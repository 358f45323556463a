#nullable disable

namespace Stripe;

/// <summary>The services of API v1 by name.</summary>
public sealed class V1Services(IStripeClient client) : Service(client)
{
    public AccountService Accounts => field ??= new(Client);

    public BalanceService Balance => field ??= new(Client);

    public BalanceTransactionService BalanceTransactions => field ??= new(Client);

    public ChargeService Charges => field ??= new(Client);

    public CouponService Coupons => field ??= new(Client);

    public CreditNoteService CreditNotes => field ??= new(Client);

    public CustomerService Customers => field ??= new(Client);

    public DisputeService Disputes => field ??= new(Client);

    public EventService Events => field ??= new(Client);

    public InvoiceService Invoices => field ??= new(Client);

    public InvoiceItemService InvoiceItems => field ??= new(Client);

    public InvoicePaymentService InvoicePayments => field ??= new(Client);

    public PaymentIntentService PaymentIntents => field ??= new(Client);

    public PaymentMethodService PaymentMethods => field ??= new(Client);

    public PayoutService Payouts => field ??= new(Client);

    public PriceService Prices => field ??= new(Client);

    public ProductService Products => field ??= new(Client);

    public PromotionCodeService PromotionCodes => field ??= new(Client);

    public RefundService Refunds => field ??= new(Client);

    public SetupIntentService SetupIntents => field ??= new(Client);

    public SubscriptionService Subscriptions => field ??= new(Client);

    public SubscriptionItemService SubscriptionItems => field ??= new(Client);

    public SubscriptionScheduleService SubscriptionSchedules => field ??= new(Client);

    public TaxIdService TaxIds => field ??= new(Client);

    public TaxRateService TaxRates => field ??= new(Client);

    public WebhookEndpointService WebhookEndpoints => field ??= new(Client);

    public TestHelpersService TestHelpers => field ??= new(Client);
}
