using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Gateway;

/// <summary>Stripe shows ten lines of an invoice with it, in answers and in events; what the portal concludes, it concludes from all.</summary>
public sealed class LongInvoiceTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invoice_and_its_credit_note_are_fetched_with_all_their_lines()
    {
        var customer = await PayerAsync();
        var invoice = (string)(await app.Sandbox.PostAsync("invoices", ("customer", customer)))["id"]!;
        for (var line = 1; line <= 12; line++)
            await app.Sandbox.PostAsync("invoiceitems", ("customer", customer), ("invoice", invoice), ("amount", $"{line * 100}"), ("currency", "usd"), ("description", $"Line {line}"));
        await app.Sandbox.PostAsync($"invoices/{invoice}/finalize");
        await app.Sandbox.PostAsync($"invoices/{invoice}/pay");
        var shown = (await app.Sandbox.GetAsync($"invoices/{invoice}"))["lines"]!;
        Assert.Equal((10, true), (shown["data"]!.AsArray().Count, (bool)shown["has_more"]!));

        var gateway = app.Services.GetRequiredService<StripeGateway>();
        var fetched = await gateway.FetchAsync("invoice", invoice, Cancellation);
        Assert.True(fetched.IsDone, fetched.Refusal?.Sentence);
        var lines = ((InvoiceSnapshot)fetched.Value.Snapshot).Lines;
        Assert.Equal(Enumerable.Range(1, 12).Select(line => line * 100L), lines.Select(line => line.Amount.MinorUnits).Order());
        Assert.True(((InvoiceSnapshot)SnapshotReader.Read(fetched.Value.Json)!).IsComplete);

        var form = lines.Take(11).SelectMany((line, at) => (IEnumerable<(string, string)>)
        [
            ($"lines[{at}][type]", "invoice_line_item"), ($"lines[{at}][invoice_line_item]", line.Id), ($"lines[{at}][amount]", "10"),
        ]);
        var note = (string)(await app.Sandbox.PostAsync("credit_notes", [("invoice", invoice), ("credit_amount", "110"), .. form]))["id"]!;
        var credited = await gateway.FetchAsync("credit_note", note, Cancellation);
        Assert.True(credited.IsDone, credited.Refusal?.Sentence);
        Assert.Equal(11, ((CreditNoteSnapshot)credited.Value.Snapshot).Lines.Count);
    }

    [Fact]
    public async Task The_ledger_takes_off_the_tax_that_each_of_twelve_prices_contains_and_a_forecast_of_them_adds_up()
    {
        var customer = await PayerAsync();
        var rate = (string)(await app.Sandbox.PostAsync("tax_rates", ("display_name", "VAT"), ("percentage", "20"), ("inclusive", "true")))["id"]!;
        List<(string, string)> form = [("customer", customer), ("default_tax_rates[0]", rate)];
        for (var item = 0; item < 12; item++)
        {
            var price = await app.Sandbox.PostAsync("prices", ("currency", "usd"), ("unit_amount", "1200"), ("recurring[interval]", "month"), ("product_data[name]", $"Part {item}"));
            form.Add(($"items[{item}][price]", (string)price["id"]!));
        }

        var subscription = (string)(await app.Sandbox.PostAsync("subscriptions", [.. form]))["id"]!;
        List<long> movements = [];
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(app);
                movements = await context.Movements.Where(m => m.CustomerId == customer).OrderBy(m => m.At).Select(m => m.Mrr).ToListAsync(Cancellation);
                return movements is [12_000];
            },
            () => $"The ledger says {string.Join(", ", movements)} instead of 12 × 10.00. {string.Join('\n', app.Log.Problems)}");

        var next = await app.Services.GetRequiredService<SubscriptionPreviews>().NextAsync(subscription, Cancellation);
        Assert.True(next.IsDone, next.Refusal?.Sentence);
        var forecast = await app.Services.GetRequiredService<Forecasts>().OfAsync(next.Value, Cancellation);
        Assert.Equal([.. Enumerable.Repeat(1_200L, 10), 2_400], forecast.Lines.Select(line => line.Amount.MinorUnits));
        Assert.Equal(("Further lines", 14_400L), (forecast.Lines[^1].Text, forecast.Total.MinorUnits));
    }

    private async Task<string> PayerAsync()
    {
        var customer = (string)(await app.Sandbox.PostAsync("customers", ("name", "Ada"), ("payment_method", "pm_card_visa")))["id"]!;
        var method = (string)(await app.Sandbox.GetAsync($"payment_methods?customer={customer}"))["data"]![0]!["id"]!;
        await app.Sandbox.PostAsync($"customers/{customer}", ("invoice_settings[default_payment_method]", method));
        return customer;
    }
}
