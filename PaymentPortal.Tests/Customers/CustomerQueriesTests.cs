using PaymentPortal.Customers;
using PaymentPortal.Customers.Admin;
using PaymentPortal.Data;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Customers;

public sealed class CustomerQueriesTests(Databases databases)
{
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Paging_neither_skips_nor_repeats_where_names_and_times_tie_or_are_missing(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        string?[] names = ["Acme", "acme", "Zürich", "Ärzte", null, "O'Neil", "100%"];
        await tables.AddAsync([.. Enumerable.Range(0, 160).Select(n => PortalTables.Customer($"cus_{n * 7919 % 160:000}", names[n % names.Length], n % 3 == 0 ? null : $"m{n % 10}@example.test", PortalTables.At(n % 4)))]);
        var arrived = 0;
        foreach (var order in Enum.GetValues<CustomerOrder>())
        {
            foreach (var descending in (bool[])[false, true])
            {
                List<CustomerRow> seen = [];
                string? after = null;
                do
                {
                    var page = await tables.Customers.ListAsync(new CustomerFilter(), order, descending, after, TestContext.Current.CancellationToken);
                    seen.AddRange(page.Rows);
                    after = page.Next;
                    await tables.AddAsync(PortalTables.Customer($"zz_{arrived++}", "Acme", at: PortalTables.At(-60)));
                }
                while (after is not null);
                Assert.Equal(160, seen.Count(r => r.Id.StartsWith("cus_", StringComparison.Ordinal)));
                Assert.Equal(seen.Count, seen.Select(r => r.Id).Distinct().Count());
            }
        }
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Every_customer_stands_in_exactly_one_way_and_what_is_owed_comes_first(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        (string Id, string[] States, CustomerStanding Standing, string? Shown)[] cases =
        [
            ("cus_a", ["active"], CustomerStanding.Active, "active"),
            ("cus_b", ["canceled", "trialing"], CustomerStanding.Active, "trialing"),
            ("cus_c", ["active", "past_due"], CustomerStanding.PastDue, "past_due"),
            ("cus_d", ["unpaid", "canceled"], CustomerStanding.PastDue, "unpaid"),
            ("cus_e", ["canceled"], CustomerStanding.Ended, "canceled"),
            ("cus_f", [], CustomerStanding.None, null),
            ("cus_g", ["incomplete_expired"], CustomerStanding.None, null),
        ];
        foreach (var (id, states, _, _) in cases)
        {
            await tables.AddAsync([PortalTables.Customer(id), .. states.Select(state => PortalTables.Subscription($"sub_{id}_{state}", id, state))]);
        }

        foreach (var standing in Enum.GetValues<CustomerStanding>())
        {
            var page = await tables.Customers.ListAsync(new CustomerFilter(standing), CustomerOrder.Created, false, null, TestContext.Current.CancellationToken);
            Assert.Equal(cases.Where(c => c.Standing == standing).Select(c => (c.Id, c.Shown)), page.Rows.Select(r => (r.Id, r.State)));
        }
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_a_customer_paid_is_net_of_refunds_and_per_currency(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var jpy = Currency.Parse("jpy");
        await tables.AddAsync(
            PortalTables.Customer("cus_1", "Atlas"),
            PortalTables.Charge("ch_1", customer: "cus_1", amount: 5000, refunded: 1200),
            PortalTables.Charge("ch_2", customer: "cus_1", amount: 300),
            PortalTables.Charge("ch_3", customer: "cus_1", amount: 700, currency: jpy),
            PortalTables.Charge("ch_4", customer: "cus_1", amount: 9999, status: "failed"),
            PortalTables.Charge("ch_5", customer: "cus_2", amount: 1));
        var row = Assert.Single((await tables.Customers.ListAsync(new CustomerFilter(), CustomerOrder.Name, false, null, TestContext.Current.CancellationToken)).Rows);
        Assert.Equal([new Money(700, jpy), new Money(4100, PortalTables.Usd)], row.Paid);
    }
}
