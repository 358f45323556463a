using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Accounts.Sessions;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Credits;
using PaymentPortal.Customers;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Invoices;
using PaymentPortal.Metrics;
using PaymentPortal.Outbox;
using PaymentPortal.Payments;
using PaymentPortal.Subscriptions;
using PaymentPortal.Subscriptions.Usage;

namespace PaymentPortal;

/// <summary>The list of tables. Each is mapped beside its entity; what holds for all stands in <see cref="Conventions"/>.</summary>
public abstract class PortalDbContext(DbContextOptions options) : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<Price> Prices => Set<Price>();

    public DbSet<TaxRate> TaxRates => Set<TaxRate>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<TaxId> TaxIds => Set<TaxId>();

    public DbSet<Purchase> Purchases => Set<Purchase>();

    public DbSet<PurchaseLine> PurchaseLines => Set<PurchaseLine>();

    public DbSet<FunnelEvent> FunnelEvents => Set<FunnelEvent>();

    public DbSet<PaymentAttempt> PaymentAttempts => Set<PaymentAttempt>();

    public DbSet<HeldPurchase> HeldPurchases => Set<HeldPurchase>();

    public DbSet<HoldDecision> HoldDecisions => Set<HoldDecision>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<SubscriptionItem> SubscriptionItems => Set<SubscriptionItem>();

    public DbSet<SubscriptionSchedule> SubscriptionSchedules => Set<SubscriptionSchedule>();

    public DbSet<SubscriptionRequest> SubscriptionRequests => Set<SubscriptionRequest>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<InvoiceDocumentFile> InvoiceDocuments => Set<InvoiceDocumentFile>();

    public DbSet<UsageRecord> UsageRecords => Set<UsageRecord>();

    public DbSet<CreditEntry> CreditEntries => Set<CreditEntry>();

    public DbSet<CreditNote> CreditNotes => Set<CreditNote>();

    public DbSet<PaymentMethod> PaymentMethods => Set<PaymentMethod>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Charge> Charges => Set<Charge>();

    public DbSet<InvoicePayment> InvoicePayments => Set<InvoicePayment>();

    public DbSet<InboxEntry> InboxEntries => Set<InboxEntry>();

    public DbSet<InboxJob> InboxJobs => Set<InboxJob>();

    public DbSet<InboxAlert> InboxAlerts => Set<InboxAlert>();

    public DbSet<Replay> Replays => Set<Replay>();

    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    public DbSet<DailyRevenue> DailyRevenue => Set<DailyRevenue>();

    public DbSet<SubscriptionState> SubscriptionStates => Set<SubscriptionState>();

    public DbSet<ChargedTax> ChargedTaxes => Set<ChargedTax>();

    public DbSet<Movement> Movements => Set<Movement>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) => Conventions.Apply(configuration, Database.IsSqlite());

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
    }
}
