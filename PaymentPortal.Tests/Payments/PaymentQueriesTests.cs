using PaymentPortal.Data;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Payments;

public sealed class PaymentQueriesTests(Databases databases)
{
    public static TheoryData<DatabaseProvider, string> Hostile()
    {
        var data = new TheoryData<DatabaseProvider, string>();
        foreach (var provider in (DatabaseProvider[])[DatabaseProvider.Sqlite, DatabaseProvider.Postgres])
        {
            foreach (var text in (string[])["%", "_", "'", "\"", "' OR 1=1 --", "\\", "a\0b", "\ud800", new string('x', 100_000), "[a-z]", "*", "{0}", "\u202e"])
            {
                data.Add(provider, text);
            }
        }

        return data;
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Paging_neither_skips_nor_repeats_where_times_and_amounts_tie_and_rows_arrive_meanwhile(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        Currency[] currencies = [PortalTables.Usd, Currency.Parse("eur"), Currency.Parse("jpy")];
        await tables.AddAsync([.. Enumerable.Range(0, 170).Select(n => PortalTables.Payment($"pi_{n * 7919 % 170:000}", amount: n % 4 * 100, at: PortalTables.At(n % 5), currency: currencies[n % 3]))]);
        var arrived = 0;
        foreach (var order in Enum.GetValues<PaymentOrder>())
        {
            foreach (var descending in (bool[])[false, true])
            {
                List<PaymentRow> seen = [];
                string? after = null;
                do
                {
                    var page = await tables.Payments.ListAsync(new PaymentFilter(), order, descending, after, TestContext.Current.CancellationToken);
                    seen.AddRange(page.Rows);
                    after = page.Next;
                    // Comes before the first page in the usual order
                    await tables.AddAsync(PortalTables.Payment($"zz_{arrived++}", at: PortalTables.At(-60)));
                }
                while (after is not null);
                Assert.Equal(170, seen.Select(r => r.Id).Where(id => id.StartsWith("pi_", StringComparison.Ordinal)).Distinct().Count());
                Assert.Equal(seen.Count, seen.Select(r => r.Id).Distinct().Count());
                if (order == PaymentOrder.Amount)
                {
                    Assert.All(seen.GroupBy(r => r.Amount.Currency), group => Assert.Equal(descending ? group.OrderByDescending(r => r.Amount.MinorUnits).Select(r => r.Amount) : group.OrderBy(r => r.Amount.MinorUnits).Select(r => r.Amount), group.Select(r => r.Amount)));
                    Assert.Equal(3, seen.Zip(seen.Skip(1)).Count(pair => pair.First.Amount.Currency != pair.Second.Amount.Currency) + 1);
                }
            }
        }
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Every_payment_is_in_exactly_one_state_and_the_badge_says_the_same(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        string[] statuses = ["succeeded", "canceled", "processing", "requires_action", "requires_capture", "requires_confirmation", "requires_payment_method"];
        foreach (var status in statuses)
        {
            foreach (var failure in (string?[])[null, "card_declined"])
            {
                foreach (var refunded in (long[])[0, 100, 4900])
                {
                    var id = $"pi_{status}_{failure}_{refunded}";
                    await tables.AddAsync(PortalTables.Payment(id, status: status, failure: failure), PortalTables.Charge("ch_" + id, id, refunded: status == "succeeded" ? refunded : 0));
                }
            }
        }

        Dictionary<PaymentState, string[]> words = new()
        {
            [PaymentState.Succeeded] = ["succeeded"],
            [PaymentState.Refunded] = ["refunded", "partially_refunded"],
            [PaymentState.Failed] = ["failed"],
            [PaymentState.Cancelled] = ["canceled"],
            [PaymentState.Waiting] = ["processing", "requires_action", "requires_capture", "requires_confirmation", "incomplete"],
        };
        var total = 0;
        foreach (var state in Enum.GetValues<PaymentState>())
        {
            var page = await tables.Payments.ListAsync(new PaymentFilter(state), PaymentOrder.Created, true, null, TestContext.Current.CancellationToken);
            Assert.NotEmpty(page.Rows);
            Assert.All(page.Rows, row => Assert.Contains(row.State, words[state]));
            total += page.Total;
        }

        Assert.Equal(statuses.Length * 2 * 3, total);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_payment_is_found_by_customer_mail_invoice_card_and_ids(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        await tables.AddAsync(
            PortalTables.Customer("cus_1", "Ärzte & Söhne 100%", "Billing@Aerzte.example"),
            PortalTables.Customer("cus_2", "Other", "other@other.example"),
            PortalTables.Payment("pi_1", customer: "cus_1"),
            PortalTables.Payment("pi_2", customer: "cus_2"),
            PortalTables.Charge("ch_1", "pi_1", last4: "0002"),
            PortalTables.Charge("ch_2", "pi_2", last4: "4242"),
            PortalTables.Invoice("in_1", "cus_1", "ABCD1234-0001"),
            new InvoicePayment { Id = "inpay_1", InvoiceId = "in_1", PaymentId = "pi_1", Status = "paid", CreatedAt = PortalTables.At(0) });
        foreach (var text in (string[])["Ärzte", "söhne", "100%", " aerzte.EXAMPLE ", "cus_1", "pi_1", "ch_1", "0002", "in_1", "abcd1234", "ABCD1234-0001"])
        {
            var page = await tables.Payments.ListAsync(new PaymentFilter(Search: text), PaymentOrder.Created, true, null, TestContext.Current.CancellationToken);
            Assert.True(page.Total == 1 && page.Rows is [{ Id: "pi_1", Customer: "Ärzte & Söhne 100%", InvoiceNumber: "ABCD1234-0001", Card: "Visa ending in 0002" }], $"'{text}' found {page.Total}");
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Text_that_means_something_to_a_database_is_only_text(DatabaseProvider provider, string text)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        await tables.AddAsync(PortalTables.Customer("cus_1", "Plain Name", "plain@example.test"), PortalTables.Payment("pi_1", customer: "cus_1"));
        var cancellation = TestContext.Current.CancellationToken;
        var expected = SearchText.Clean(text) is null ? 1 : 0;
        Assert.Equal(expected, (await tables.Payments.ListAsync(new PaymentFilter(Search: text), PaymentOrder.Created, true, text, cancellation)).Total);
        Assert.Equal(expected, (await tables.Customers.ListAsync(new(Search: text), PaymentPortal.Customers.CustomerOrder.Name, true, text, cancellation)).Total);
        Assert.Equal(0, (await tables.Inbox.ListAsync(null, text, text, cancellation)).Total);
        Assert.Null(await tables.Payments.FindAsync(text, cancellation));
        Assert.Null(await tables.Customers.FindAsync(text, cancellation));
    }
}
