using System.Globalization;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>A published test card: its names (pm_card_visa without the pm_card_), and in words how its bank behaves.</summary>
internal sealed record TestCard(string Number, IReadOnlyList<string> Names, string Brand, string Funding, string Country, string Behaviour)
{
    // number  names  brand  funding  country  behaviour
    private const string Table = """
        4242424242424242 visa,us visa credit US
        4000056655665556 visa_debit visa debit US
        5555555555554444 mastercard mastercard credit US
        2223003122003222 mastercard_2_series mastercard credit US
        5200828282828210 mastercard_debit mastercard debit US
        5105105105105100 mastercard_prepaid mastercard prepaid US
        378282246310005 amex,amex_threeDSecureNotSupported amex credit US 3ds=none
        371449635398431 amex_2 amex credit US 3ds=none
        6011111111111117 discover discover credit US
        6011000990139424 - discover credit US
        6011981111111113 discover_debit discover debit US
        3056930009020004 diners diners credit US
        36227206271667 - diners credit US
        6555900000604105 - discover credit US
        3566002020360505 jcb jcb credit JP
        6200000000000005 unionpay unionpay credit CN
        6200000000000047 - unionpay debit CN
        6205500000000000004 - unionpay credit CN
        4000002500001001 visa_cartesBancaires visa credit FR
        5555552500001001 mastercard_cartesBancaires mastercard credit FR

        4000000320000021 ar visa credit AR
        4000000760000002 br visa credit BR
        4000001240000000 ca visa credit CA
        4000001520000001 cl visa credit CL
        4000001700000003 co visa credit CO
        4000001880000005 cr visa credit CR
        4000002180000000 ec visa credit EC
        4000004840008001 mx visa credit MX
        4000005910000000 pa visa credit PA
        4000006000000066 py visa credit PY
        4000006040000068 pe visa credit PE
        4000008580000003 uy visa credit UY
        4000007840000001 ae visa credit AE
        4000000400000008 at visa credit AT
        4000000560000004 be visa credit BE
        4000001000000000 bg visa credit BG
        4000001120000005 by visa credit BY
        4000001910000009 hr visa credit HR
        4000001960000008 cy visa credit CY
        4000002030000002 cz visa credit CZ
        4000002080000001 dk visa credit DK
        4000002330000009 ee visa credit EE
        4000002460000001 fi visa credit FI
        4000002500000003 fr visa credit FR
        4000002760000016 de visa credit DE
        4000002920000005 gi visa credit GI
        4000003000000030 gr visa credit GR
        4000003480000005 hu visa credit HU
        4000003720000005 ie visa credit IE
        4000003800000008 it visa credit IT
        4000004280000005 lv visa credit LV
        4000004380000004 li visa credit LI
        4000004400000000 lt visa credit LT
        4000004420000006 lu visa credit LU
        4000004700000007 mt visa credit MT
        4000005280000002 nl visa credit NL
        4000005780000007 no visa credit NO
        4000006160000005 pl visa credit PL
        4000006200000007 pt visa credit PT
        4000006420000001 ro visa credit RO
        4000006820000007 sa visa credit SA
        4000007050000006 si visa credit SI
        4000007030000001 sk visa credit SK
        4000007240000007 es visa credit ES
        4000007520000008 se visa credit SE
        4000007560000009 ch visa credit CH
        4000008260000000 gb visa credit GB
        4000058260000005 gb_debit visa debit GB
        5555558265554449 gb_mastercard mastercard credit GB
        4000000360000006 au visa credit AU
        4000001560000002 cn visa credit CN
        4000003440000004 hk visa credit HK
        4000003560000008 in visa credit IN
        4000003920000003 jp visa credit JP
        3530111333300000 jp_jcb jcb credit JP
        4000004580000002 my visa credit MY
        4000005540000008 nz visa credit NZ
        4000007020000003 sg visa credit SG
        4000001580000008 tw visa credit TW
        4000007640000003 th_credit visa credit TH
        4000057640000008 th_debit visa debit TH

        4000000000000002 chargeDeclined,visa_chargeDeclined visa credit US decline=generic_decline
        4000000000009995 chargeDeclinedInsufficientFunds,visa_chargeDeclinedInsufficientFunds visa credit US decline=insufficient_funds
        4000000000009987 chargeDeclinedLostCard,visa_chargeDeclinedLostCard visa credit US decline=lost_card
        4000000000009979 chargeDeclinedStolenCard,visa_chargeDeclinedStolenCard visa credit US decline=stolen_card
        4000000000000069 chargeDeclinedExpiredCard visa credit US decline=expired_card
        4000000000000127 chargeDeclinedIncorrectCvc visa credit US decline=incorrect_cvc
        4000000000000119 chargeDeclinedProcessingError visa credit US decline=processing_error
        4000000000006975 chargeDeclinedVelocityLimitExceeded,visa_chargeDeclinedVelocityLimitExceeded visa credit US decline=card_velocity_exceeded
        4000000000000341 chargeCustomerFail visa credit US attaches decline=generic_decline

        4100000000000019 radarBlock,chargeDeclinedFraudulent visa credit US risk=blocked
        4000000000004954 riskLevelHighest visa credit US risk=highest
        4000000000009235 riskLevelElevated visa credit US risk=elevated
        4000000000000101 cvcCheckFail visa credit US cvc_fails
        4000000000000036 avsZipFail visa credit US zip_fails
        4000000000000028 avsLine1Fail visa credit US line1_fails
        4000000000000010 avsFail visa credit US zip_fails line1_fails
        4000000000000044 avsUnchecked visa credit US address_unavailable

        4000000000000259 createDispute visa credit US dispute=fraudulent
        4000000000002685 createDisputeProductNotReceived visa credit US dispute=product_not_received
        4000000000001976 createDisputeInquiry visa credit US inquiry=fraudulent
        4000000404000079 createMultipleDisputes visa credit US dispute=fraudulent twice
        4000000404000038 createCe3EligibleDispute visa credit US dispute=fraudulent enhanced=visa_compelling_evidence_3
        4000008400000779 createComplianceDispute visa credit US dispute=noncompliant enhanced=visa_compliance
        5105008400000002 createMastercardComplianceDispute mastercard credit US dispute=noncompliant enhanced=mastercard_compliance
        6026507838377928 - discover credit US dispute=fraudulent
        4000000000005423 createIssuerFraudRecord visa credit US warning

        4000000000007726 pendingRefund visa credit US refund=pending
        4000000000005126 refundFail visa credit US refund=fails
        4000000000000077 bypassPending visa credit US available
        4000003720000278 bypassPendingInternational visa credit IE available
        4000000000000093 domesticPricing visa credit US

        4000002500003155 authenticationRequiredOnSetup visa credit FR 3ds=unless_set_up
        4000002760003184 authenticationRequired visa credit DE 3ds=always
        4000003800000446 authenticationRequiredSetupForOffSession visa credit IT 3ds=set_up
        4000008260003178 authenticationRequiredChargeDeclinedInsufficientFunds visa credit GB 3ds=always attaches decline=insufficient_funds
        4000000000003220 threeDSecure2Required visa credit IE 3ds=always
        4000008400000027 - visa credit US 3ds=always
        4000000000003063 threeDSecureRequired visa credit US 3ds=always
        4000008400001629 threeDSecureRequiredChargeDeclined visa credit US 3ds=always attaches decline=generic_decline
        4000008400001280 threeDSecureRequiredProcessingError visa credit US 3ds=error attaches
        4000000000003055 threeDSecureOptional visa credit US 3ds=optional
        4000000000003097 threeDSecureOptionalProcessingError visa credit US 3ds=optional_error
        4000000032200000 - visa credit US 3ds=frictionless
        """;

    private static readonly List<TestCard> All = [.. Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

    private static readonly Dictionary<string, TestCard> Numbers = All.ToDictionary(c => c.Number);

    private static readonly Dictionary<string, TestCard> Named = All.SelectMany(c => c.Names, (card, name) => (card, name)).ToDictionary(p => p.name, p => p.card);

    private static TestCard Read(string line)
    {
        var words = line.Split(' ');
        return new(words[0], words[1] == "-" ? [] : words[1].Split(','), words[2], words[3], words[4], string.Join(' ', words[5..]));
    }

    public static TestCard? OfNumber(string number) => Numbers.GetValueOrDefault(number);

    /// <summary>The card of a name such as pm_card_visa, or of its token, tok_visa.</summary>
    public static TestCard? OfName(string name) =>
        name.StartsWith("pm_card_", StringComparison.Ordinal) ? Named.GetValueOrDefault(name[8..]) : name.StartsWith("tok_", StringComparison.Ordinal) ? Named.GetValueOrDefault(name[4..]) : null;

    public static bool PassesLuhn(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = int.Parse(number.AsSpan(number.Length - 1 - i, 1), CultureInfo.InvariantCulture);
            sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }
}
