namespace PaymentPortal.Sandbox.Resources;

/// <summary>A published test bank account: its name (pm_usBankAccount_success), and in words how its bank behaves.</summary>
internal sealed record TestAccount(string Number, string? Name, string Behaviour)
{
    // account number at the routing number 110000000, name, behaviour
    private const string UsTable = """
        000123456789 success
        000111111113 accountClosed fail=account_closed
        000000004954 riskLevelHighest risk=highest
        000111111116 noAccount fail=no_account
        000222222227 insufficientFunds fail=insufficient_funds
        000333333335 debitNotAuthorized fail=debit_not_authorized
        000444444440 invalidCurrency fail=invalid_currency
        000555555559 dispute dispute=debit_not_authorized
        000000000009 processing stays
        000777777771 weeklyLimitExceeded fail=charge_exceeds_source_limit
        000888888885 - fail=account_closed
        """;

    private const string SepaScenarios =
        "success successDelayed,delayed failed,fail=generic_could_not_process failedDelayed,delayed,fail=generic_could_not_process disputed,dispute=debit_not_authorized "
        + "exceedsWeeklyVolumeLimit,fail=charge_exceeds_source_limit exceedsWeeklyTransactionLimit,fail=charge_exceeds_weekly_limit insufficientFunds,fail=insufficient_funds -,unusable=bank_not_supported -,unusable=debits_not_supported";

    // one IBAN for each scenario, by country
    private const string SepaTable = """
        AT611904300234573201 AT321904300235473204 AT861904300235473202 AT051904300235473205 AT591904300235473203 AT981904300000343434 AT601904300000121212 AT981904300002222227 AT271904300000055555 AT511904300000066666
        BE62510007547061 BE78510007547064 BE68539007547034 BE51510007547065 BE08510007547063 BE90510000343434 BE52510000121212 BE90510002222227 BE19510000055555 BE43510000066666
        DE89370400440532013000 DE08370400440532013003 DE62370400440532013001 DE78370400440532013004 DE35370400440532013002 DE65370400440000343434 DE27370400440000121212 DE65370400440002222227 DE91370400440000055555 DE18370400440000066666
        FR1420041010050500013M02606 FR3020041010050500013M02609 FR8420041010050500013M02607 FR7920041010050500013M02600 FR5720041010050500013M02608 FR9720041010050000000343434 FR5920041010050000000121212 FR9720041010050000002222227 FR2620041010050000000055555 FR5020041010050000000066666
        IE29AIBK93115212345678 IE24AIBK93115212345671 IE02AIBK93115212345679 IE94AIBK93115212345672 IE51AIBK93115212345670 IE10AIBK93115200343434 IE69AIBK93115200121212 IE10AIBK93115202222227 IE36AIBK93115200055555 IE60AIBK93115200066666
        """;

    private static readonly List<TestAccount> All = [.. Rows(UsTable).Select(ReadUs), .. Rows(SepaTable).SelectMany(ReadSepa)];

    private static readonly Dictionary<string, TestAccount> Numbers = All.ToDictionary(a => a.Number);

    private static readonly Dictionary<string, TestAccount> Named = All.Where(a => a.Name is not null).ToDictionary(a => a.Name!);

    public bool IsSepa => char.IsAsciiLetter(Number[0]);

    private static string[] Rows(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TestAccount ReadUs(string row)
    {
        var words = row.Split(' ');
        return new(words[0], words[1] == "-" ? null : "pm_usBankAccount_" + words[1], string.Join(' ', words[2..]));
    }

    private static IEnumerable<TestAccount> ReadSepa(string row) => row.Split(' ').Zip(SepaScenarios.Split(' '), (iban, scenario) =>
    {
        var words = scenario.Split(',');
        return new TestAccount(iban, words[0] == "-" ? null : $"pm_sepaDebit_{words[0]}_{iban[..2].ToLowerInvariant()}", string.Join(' ', words[1..]));
    });

    public static TestAccount? OfNumber(string number) => Numbers.GetValueOrDefault(number);

    public static TestAccount? OfName(string name) => Named.GetValueOrDefault(name);
}
