using PaymentPortal.Accounts;
using PaymentPortal.Billing;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout;
using PaymentPortal.Credits;
using PaymentPortal.Customers;
using PaymentPortal.Data;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Invoices;
using PaymentPortal.Mail;
using PaymentPortal.Metrics;
using PaymentPortal.Operations;
using PaymentPortal.Outbox;
using PaymentPortal.Payments;
using PaymentPortal.Sandbox;
using PaymentPortal.Settings;
using PaymentPortal.Shell;
using PaymentPortal.Subscriptions;

if (await SandboxAlone.AskedAsync(args, alone => alone.AddSettingsFiles()) || await SetupStripe.AskedAsync(args))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddSettingsFiles();
var settings = builder.Configuration;
builder.Services
    .AddSettings(settings).AddData(settings).AddOperations(settings).AddGateway(settings).AddInbox(settings).AddOutbox().AddMail(settings)
    .AddAccounts().AddCatalog(settings).AddCustomers()
    .AddSubscriptions(settings).AddPayments().AddInvoices().AddCredits().AddPortalMetrics().AddCheckout(settings).AddBilling().AddShell();
if (settings.UsesSandbox())
{
    builder.Services.AddSandbox(settings);
}

var app = builder.Build();
if (!app.SettingsHold() || await RebuildRevenue.AskedAsync(args, app.Services))
{
    return;
}

app.UseForwardedHeaders();
if (settings.UsesSandbox())
{
    app.UseSandbox();
    app.MapMailbox();
}

app.UseInbox();
app.UseShell();
app.UseAuthentication().UseAuthorization().UseRateLimiter().UseFormTokens();
app.MapOperations();
app.MapAccounts();
app.MapCheckout();
app.MapInvoices();
app.MapBilling();
app.MapShell();
await app.RunAsync();
