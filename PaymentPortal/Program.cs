using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Customers;
using PaymentPortal.Data;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Invoices;
using PaymentPortal.Metrics;
using PaymentPortal.Operations;
using PaymentPortal.Outbox;
using PaymentPortal.Payments;
using PaymentPortal.Sandbox;
using PaymentPortal.Sandbox.Elements;
using PaymentPortal.Settings;
using PaymentPortal.Shell;
using PaymentPortal.Subscriptions;

if (args is ["sandbox", ..])
{
    await SandboxFeature.RunAloneAsync(args[1..]);
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddSettingsFiles();
var sandbox = builder.Configuration.UsesSandbox();

builder.Services
    .AddSettings(builder.Configuration)
    .AddData(builder.Configuration)
    .AddOperations(builder.Configuration)
    .AddGateway(builder.Configuration)
    .AddInbox()
    .AddOutbox()
    .AddAccounts()
    .AddCatalog(builder.Configuration)
    .AddCustomers()
    .AddSubscriptions()
    .AddPayments()
    .AddInvoices()
    .AddPortalMetrics()
    .AddShell();
if (sandbox)
{
    builder.Services.AddSandbox(builder.Configuration);
}

var app = builder.Build();
if (sandbox)
{
    app.UseSandbox();
}

app.UseShell();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapOperations();
app.MapAccounts();
app.MapInbox();
app.MapInvoices();
app.MapShell();
if (sandbox)
{
    app.MapSandboxElements();
}

app.Run();
