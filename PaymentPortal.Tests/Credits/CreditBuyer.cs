using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Credits;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Credits;

/// <summary>An organisation's customer at the sandbox who buys packs of credits by invoice, as the checkout sells them.</summary>
internal sealed class CreditBuyer(PortalApp portal, OrganisationId organisation)
{
    public OrganisationId Organisation => organisation;

    public string Customer { get; private set; } = "";

    public async Task<CreditBuyer> ComeAsync(string? card = "pm_card_visa", string? clock = null)
    {
        List<(string, string)> form = [("metadata[organisation]", $"{organisation}"), ("email", "ada@example.com")];
        if (card is not null)
            form.Add(("payment_method", card));
        if (clock is not null)
            form.Add(("test_clock", clock));
        Customer = (string)(await portal.Sandbox.PostAsync("customers", [.. form]))["id"]!;
        return this;
    }

    /// <summary>A finalised invoice with a line for each pack.</summary>
    public async Task<string> InvoiceAsync(params (string Pack, int Quantity)[] lines)
    {
        var invoice = (string)(await portal.Sandbox.PostAsync("invoices", ("customer", Customer), ("currency", "usd"), ("auto_advance", "false"), ("metadata[organisation]", $"{organisation}")))["id"]!;
        foreach (var (pack, quantity) in lines)
        {
            var price = (string)(await portal.Sandbox.GetAsync($"prices?lookup_keys[]={pack}_usd"))["data"]![0]!["id"]!;
            await portal.Sandbox.PostAsync("invoiceitems", ("customer", Customer), ("invoice", invoice), ("pricing[price]", price), ("quantity", quantity.ToString(CultureInfo.InvariantCulture)));
        }
        await portal.Sandbox.PostAsync($"invoices/{invoice}/finalize");
        return invoice;
    }

    public async Task PayAsync(string invoice, string? method = null)
    {
        method ??= (string)(await portal.Sandbox.GetAsync($"payment_methods?customer={Customer}"))["data"]![0]!["id"]!;
        await portal.Sandbox.PostAsync($"invoices/{invoice}/pay", ("payment_method", method));
    }

    public async Task<string> BuyAsync(params (string Pack, int Quantity)[] lines)
    {
        var invoice = await InvoiceAsync(lines);
        await PayAsync(invoice);
        return invoice;
    }

    public async Task<IReadOnlyList<CreditEntry>> LedgerAsync()
    {
        await using var context = await portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await context.CreditEntries.AsNoTracking().Where(e => e.OrganisationId == organisation).OrderBy(e => e.At).ThenBy(e => e.Lot).ToListAsync(TestContext.Current.CancellationToken);
    }

    public Task<long> BalanceAsync() => portal.Services.GetRequiredService<CreditQueries>().BalanceAsync(organisation, TestContext.Current.CancellationToken);

    public Task BalanceBecomesAsync(long expected) =>
        Eventually.TrueAsync(async () => await BalanceAsync() == expected, () => $"The balance did not become {expected}.");
}
