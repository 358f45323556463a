using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Accounts.PersonalData;
using PaymentPortal.Checkout;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;
using PaymentPortal.Subscriptions.Usage;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Accounts.PersonalData;

/// <summary>A person takes his data with him, and is erased but for what the law keeps.</summary>
public sealed class PersonalDataTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Formula = "=cmd|' /C calc'!A0";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_export_has_every_table_as_json_and_as_csv_and_nothing_of_others()
    {
        var (shopper, stranger) = (await BoughtAsync(Formula), await Shopper.ComeAsync(app));
        await UsesAsync(shopper);
        using var zip = await ExportAsync(shopper);
        foreach (var name in (string[])["account", "sessions", "organisations", "purchases", "attempts_to_pay", "invoices", "invoice_parties", "invoice_lines", "subscription_items", "payment_methods", "credits", "usage", "payments", "subscriptions", "customers", "told_by_stripe"])
        {
            using var json = JsonDocument.Parse(Read(zip, name + ".json"));
            var lines = Read(zip, name + ".csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.True(json.RootElement.GetArrayLength() >= 1, $"{name} is empty.");
            Assert.True(lines.Length > json.RootElement.GetArrayLength(), $"{name}.csv misses rows.");
        }
        Assert.Contains(shopper.Email, Read(zip, "account.json"), StringComparison.Ordinal);
        Assert.Contains(",'=cmd|", Read(zip, "customers.csv"), StringComparison.Ordinal);
        Assert.Contains(",100 credits,", Read(zip, "invoice_lines.csv"), StringComparison.Ordinal);
        Assert.All(zip.Entries, entry => Assert.DoesNotContain(stranger.Email, Read(zip, entry.FullName), StringComparison.Ordinal));
        Assert.All(zip.Entries, entry => Assert.DoesNotContain("PasswordHash", Read(zip, entry.FullName), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Buys credits, and records something that the plan measures.</summary>
    private async Task UsesAsync(Shopper shopper)
    {
        var credits = (await shopper.StartAsync("credits_100_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(credits, name: Formula)).Value!);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        Assert.True((await app.Services.GetRequiredService<RecordUsage>().RunAsync(shopper.Organisation, "api_calls", 7, "one", now, Cancellation)).IsDone);
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(app);
                return await context.CreditEntries.AnyAsync(e => e.OrganisationId == shopper.Organisation, Cancellation)
                    && await context.InvoiceDocuments.AnyAsync(d => context.Invoices.Any(i => i.Id == d.InvoiceId && i.OrganisationId == shopper.Organisation), Cancellation)
                    && await context.PaymentMethods.AnyAsync(m => context.Customers.Any(c => c.Id == m.CustomerId && c.OrganisationId == shopper.Organisation), Cancellation);
            },
            () => "The credits or the card are not known.");
    }

    [Fact]
    public async Task The_last_owner_of_a_running_subscription_is_told_what_to_do_first()
    {
        var shopper = await BoughtAsync("Ada Lovelace");
        var visitor = await SignedInAsync(shopper);
        Assert.Contains("has a running subscription. Cancel it", await visitor.ReadAsync("/account/data"), StringComparison.Ordinal);
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Equal("hindered", (await scope.ServiceProvider.GetRequiredService<EraseAccount>().RunAsync(shopper.UserId, shopper.Email, Shopper.Password, Cancellation)).Refusal?.Code);
        Assert.Contains(shopper.Email, await visitor.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasure_empties_the_account_and_what_Stripe_told_and_keeps_invoices_as_issued()
    {
        const string Name = "Zebedee Quux";
        const string TaxId = "DE136695976";
        var shopper = await BoughtAsync(Name, TaxId);
        Assert.NotEmpty(await PayloadsAsync(TaxId, null));
        await EndSubscriptionAsync(shopper);
        var visitor = await SignedInAsync(shopper);
        Assert.Contains("What the law has us keep", await visitor.ReadAsync("/account/data"), StringComparison.Ordinal);
        Assert.Contains("The network addresses that you came from are kept for 90 days.", await visitor.ReadAsync("/account/data"), StringComparison.Ordinal);
        Assert.Contains("Type your mail address exactly", (await EraseAsync(visitor, "somebody@example.com")).Text, StringComparison.Ordinal);
        Assert.True((await app.Services.GetRequiredService<InviteMember>().RunAsync(shopper.UserId, shopper.Organisation, "guest@example.com", MembershipRole.Billing, Cancellation)).IsDone);
        var invoices = await PayloadsAsync(Name, "invoice");
        Assert.NotEmpty(invoices);
        Assert.NotEmpty(await PayloadsAsync(Name, null));

        Assert.Equal("/account/sign-in?after=erased", (await EraseAsync(visitor, shopper.Email)).Location);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/account")).Status);
        await LatePassAsync(shopper);
        List<string> left = [];
        await Eventually.TrueAsync(
            async () => (left = [.. await PayloadsAsync(shopper.Email, null), .. await PayloadsAsync(Name, null), .. await PayloadsAsync(TaxId, null)]).Count == 0,
            () => $"The person still stands in what Stripe told:\n{string.Join('\n', left)}");
        Assert.Equal(invoices, await PayloadsAsync(Name, "invoice"));

        await using var context = Shopper.Open(app);
        Assert.Equal(Erasure.Nobody, (await context.Users.SingleAsync(user => user.Id == shopper.UserId, Cancellation)).DisplayName);
        Assert.False(await context.Users.AnyAsync(user => user.Email == shopper.Email, Cancellation));
        Assert.False(await context.Memberships.AnyAsync(membership => membership.UserId == shopper.UserId, Cancellation));
        Assert.False(await context.Invitations.AnyAsync(invitation => invitation.OrganisationId == shopper.Organisation, Cancellation));
        Assert.True(await context.Invoices.AnyAsync(invoice => invoice.OrganisationId == shopper.Organisation, Cancellation));
        await Eventually.TrueAsync(async () => !await AnyCustomerAsync(shopper, Name), () => "The customer still has his name.");
        var atStripe = (await app.Sandbox.ListAsync("customers")).Single(customer => (string?)customer["metadata"]?["organisation"] == shopper.Organisation.ToString());
        Assert.Equal((Erasure.Nobody, (string)atStripe["id"]! + Erasure.NoAddress), ((string?)atStripe["name"], (string?)atStripe["email"]));
        Assert.Empty(await app.Sandbox.ListAsync($"customers/{atStripe["id"]}/tax_ids"));
        await Eventually.TrueAsync(async () => (await app.Sandbox.ListAsync($"customers/{atStripe["id"]}/payment_methods")).Count == 0, () => "Stripe still keeps the card.");
        await Eventually.TrueAsync(async () => !await context.PaymentMethods.AnyAsync(m => m.CustomerId == (string)atStripe["id"]!, Cancellation), () => "The card is still there.");
        await Eventually.TrueAsync(async () => !await context.TaxIds.AnyAsync(t => t.Value == TaxId, Cancellation), () => "The tax id is still there.");
        Assert.Contains("do not belong together", (await new Visitor(app.NewClient()).SignInAsync(shopper.Email, Shopper.Password)).Text, StringComparison.Ordinal);
        Assert.Empty(await context.InboxEntries.Where(entry => entry.State == InboxState.Parked).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_lost_with_the_account_is_said_before()
    {
        var shopper = await Shopper.ComeAsync(app);
        var credits = (await shopper.StartAsync("credits_100_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(credits, name: "Ada Lovelace")).Value!);
        await using var context = Shopper.Open(app);
        await Eventually.TrueAsync(() => context.CreditEntries.AnyAsync(e => e.OrganisationId == shopper.Organisation, Cancellation), () => "The credits are not known.");
        var customer = await context.Customers.Where(c => c.OrganisationId == shopper.Organisation).Select(c => c.Id).SingleAsync(Cancellation);
        await app.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", "-14900"), ("currency", "usd"));
        var page = await (await SignedInAsync(shopper)).ReadAsync("/account/data");
        Assert.Contains("that are not used: they are lost", page, StringComparison.Ordinal);
        Assert.Contains("100 credits of ", page, StringComparison.Ordinal);
        Assert.Contains("$149.00 that ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoices_of_an_organisation_that_goes_on_go_to_another_owner()
    {
        var (shopper, other) = (await BoughtAsync("Analytical Engines"), await Shopper.ComeAsync(app));
        await using (var context = Shopper.Open(app))
        {
            context.Memberships.Add(new() { OrganisationId = shopper.Organisation, UserId = other.UserId, Role = MembershipRole.Owner, CreatedAt = TimeProvider.System.GetUtcNow() });
            await context.SaveChangesAsync(Cancellation);
        }
        Assert.Equal("/account/sign-in?after=erased", (await EraseAsync(await SignedInAsync(shopper), shopper.Email)).Location);
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(app);
                return await context.Customers.AnyAsync(c => c.OrganisationId == shopper.Organisation && c.Email == other.Email, Cancellation);
            },
            () => "Invoices go to who was erased.");
        var atStripe = (await app.Sandbox.ListAsync("customers")).Single(customer => (string?)customer["metadata"]?["organisation"] == shopper.Organisation.ToString());
        Assert.Equal((other.Email, "Analytical Engines"), ((string?)atStripe["email"], (string?)atStripe["name"]));
    }

    [Fact]
    public void Equal_values_stay_equal_and_what_is_no_name_stays()
    {
        var redaction = new Redaction(new Erasure(Guid.Empty, ["ada@example.com", "active"], [], "salt"));
        var first = redaction.Of("""{"object":"customer","name":"active","email":"Ada@example.com","status":"active","metadata":{"organisation":"1"}}""", isHis: false)!;
        Assert.Contains("\"status\":\"active\"", first, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", first, StringComparison.Ordinal);
        Assert.Null(redaction.Of(first, isHis: false));
        Assert.Null(redaction.Of("""{"object":"coupon","name":"Summer"}""", isHis: true));
        using var one = JsonDocument.Parse(redaction.Of("""{"object":"charge","billing_details":{"name":"Bo","address":{"city":"Ulm","state":"BW","postal_code":"1","country":"DE"}}}""", isHis: true)!);
        using var two = JsonDocument.Parse(redaction.Of("""{"object":"customer","name":"Bo"}""", isHis: true)!);
        Assert.Equal(two.RootElement.GetProperty("name").GetString(), one.RootElement.GetProperty("billing_details").GetProperty("name").GetString());
        Assert.Equal("DE", one.RootElement.GetProperty("billing_details").GetProperty("address").GetProperty("country").GetString());
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-2", "'-2")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    public void A_cell_is_quoted_and_never_a_formula(string text, string cell) => Assert.Equal(cell, ExportPersonalData.Cell(text));

    private static Task<Answer> EraseAsync(Visitor visitor, string address) =>
        visitor.PostAsync("/account/data", "/account/data", ("_handler", "erase"), ("Input.Address", address), ("Input.Password", Shopper.Password));

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private async Task<ZipArchive> ExportAsync(Shopper shopper)
    {
        var client = app.NewClient();
        Assert.Equal("/billing", (await new Visitor(client).SignInAsync(shopper.Email, Shopper.Password)).Location);
        var bytes = await client.GetByteArrayAsync(new Uri("/account/data/export", UriKind.Relative), Cancellation);
        return new ZipArchive(new MemoryStream(bytes));
    }

    private async Task<Visitor> SignedInAsync(Shopper shopper)
    {
        var visitor = new Visitor(app.NewClient());
        Assert.Equal("/billing", (await visitor.SignInAsync(shopper.Email, Shopper.Password)).Location);
        return visitor;
    }

    private async Task<Shopper> BoughtAsync(string name, string taxId = "")
    {
        var shopper = await Shopper.ComeAsync(app);
        var purchase = await shopper.StartAsync("pro_month_usd");
        var step = await shopper.PayAsync(purchase.Value, new BillingDetails { Name = name, Country = taxId.Length > 0 ? "DE" : "US", TaxId = taxId });
        await shopper.ConfirmAsync(step.Value!);
        await shopper.PaidAsync(purchase.Value);
        await Eventually.TrueAsync(async () => await AnyCustomerAsync(shopper, name), () => "The customer has no name yet.");
        return shopper;
    }

    private async Task EndSubscriptionAsync(Shopper shopper)
    {
        await using var context = Shopper.Open(app);
        var id = await context.Subscriptions.Where(s => s.OrganisationId == shopper.Organisation).Select(s => s.Id).SingleAsync(Cancellation);
        await app.Sandbox.DeleteAsync($"subscriptions/{id}");
        await Eventually.TrueAsync(async () => await context.Subscriptions.AnyAsync(s => s.Id == id && s.Status == "canceled", Cancellation), () => "The subscription did not end.");
    }

    /// <summary>Lets the hour pass after which Stripe's own news of the erasure are redacted.</summary>
    private async Task LatePassAsync(Shopper shopper)
    {
        await using var context = Shopper.Open(app);
        await Eventually.TrueAsync(
            async () => await context.OutboxMessages.CountAsync(m => m.Cause == $"erasure:{shopper.UserId:D}" && m.State == OutboxState.Done, Cancellation) == 2, () => "The erasure's first effects were not done.");
        await Eventually.TrueAsync(
            async () => await context.InboxEntries.AnyAsync(e => e.Type == "customer.updated" && e.Payload.Contains(Erasure.NoAddress), Cancellation), () => "Stripe did not tell of the erasure.");
        await Eventually.TrueAsync(
            async () => !await context.TaxIds.AnyAsync(t => context.Customers.Any(c => c.Id == t.CustomerId && c.OrganisationId == shopper.Organisation), Cancellation), () => "Stripe did not tell that the tax id is gone.");
        await context.OutboxMessages.Where(m => m.Effect == Erasure.RedactLate).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, TimeProvider.System.GetUtcNow()), Cancellation);
        app.Services.GetRequiredService<OutboxSignal>().Wake();
    }

    private async Task<bool> AnyCustomerAsync(Shopper shopper, string name)
    {
        await using var context = Shopper.Open(app);
        return await context.Customers.AnyAsync(customer => customer.OrganisationId == shopper.Organisation && customer.Name == name, Cancellation);
    }

    private async Task<List<string>> PayloadsAsync(string text, string? kind)
    {
        await using var context = Shopper.Open(app);
        return await context.InboxEntries.Where(e => e.Payload.Contains(text) && (kind == null ? e.ObjectKind != "invoice" : e.ObjectKind == kind)).OrderBy(e => e.Id).Select(e => e.Payload).ToListAsync(Cancellation);
    }
}
