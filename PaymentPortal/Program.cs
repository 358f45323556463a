using PaymentPortal.Accounts;
using PaymentPortal.Data;
using PaymentPortal.Operations;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;

var builder = WebApplication.CreateBuilder(args);
builder.AddSettingsFiles();

builder.Services
    .AddSettings(builder.Configuration)
    .AddData(builder.Configuration)
    .AddOperations()
    .AddOutbox()
    .AddAccounts();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapOperations();
app.Run();
