using System.Globalization;
using System.Text.RegularExpressions;

namespace PaymentPortal.Checkout;

/// <summary>The check digits of tax ids, as the authorities compute them.</summary>
internal static class TaxIdDigits
{
    private static readonly Dictionary<string, (string Form, Func<string, bool> Check)> ByPrefix = new(StringComparer.Ordinal)
    {
        ["AT"] = ("U[0-9]{8}", n => Austrian(n[1..])),
        ["BE"] = ("[01][0-9]{9}", n => 97 - Number(n[..8]) % 97 == Number(n[8..])),
        ["BG"] = ("[0-9]{9,10}", n => n.Length == 10 || Bulgarian(n)),
        ["CY"] = ("[0-9]{8}[A-Z]", Cypriot),
        ["CZ"] = ("[0-9]{8,10}", n => n.Length != 8 || Sum(n, 8, 7, 6, 5, 4, 3, 2) is var sum && ((11 - sum % 11) % 10 == n[7] - '0')),
        ["DE"] = ("[1-9][0-9]{8}", Iso11By10),
        ["DK"] = ("[1-9][0-9]{7}", n => Sum(n, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
        ["EE"] = ("[0-9]{9}", n => (10 - Sum(n, 3, 7, 1, 3, 7, 1, 3, 7) % 10) % 10 == n[8] - '0'),
        ["EL"] = ("[0-9]{9}", n => Sum(n, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == n[8] - '0'),
        ["ES"] = ("[A-Z0-9][0-9]{7}[A-Z0-9]", Spanish),
        ["FI"] = ("[0-9]{8}", n => Eleven(n, 7, 9, 10, 5, 8, 4, 2)),
        ["FR"] = ("[A-HJ-NP-Z0-9]{2}[0-9]{9}", n => Luhn(n[2..]) && (!char.IsAsciiDigit(n[0]) || !char.IsAsciiDigit(n[1]) || Number(n[..2]) == (12 + 3 * (Number(n[2..]) % 97)) % 97)),
        ["HR"] = ("[0-9]{11}", Iso11By10),
        ["HU"] = ("[0-9]{8}", n => (10 - Sum(n, 9, 7, 3, 1, 9, 7, 3) % 10) % 10 == n[7] - '0'),
        ["IE"] = ("[0-9]{7}[A-W][A-IW]?|[0-9][A-Z+*][0-9]{5}[A-W]", Irish),
        ["IT"] = ("[0-9]{11}", Luhn),
        ["LT"] = ("[0-9]{9}|[0-9]{12}", Lithuanian),
        ["LU"] = ("[0-9]{8}", n => Number(n[..6]) % 89 == Number(n[6..])),
        ["LV"] = ("[0-9]{11}", n => n[0] <= '3' || (3 - Sum(n, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6) % 11 + 11) % 11 == n[10] - '0'),
        ["MT"] = ("[0-9]{8}", n => 37 - Sum(n, 3, 4, 6, 7, 8, 9) % 37 == Number(n[6..])),
        ["NL"] = ("[0-9]{9}B[0-9]{2}", n => Sum(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == n[8] - '0' || Mod97("NL" + n)),
        ["PL"] = ("[0-9]{10}", n => Sum(n, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == n[9] - '0'),
        ["PT"] = ("[1-9][0-9]{8}", n => Eleven(n, 9, 8, 7, 6, 5, 4, 3, 2, low: true)),
        ["RO"] = ("[0-9]{2,10}", n => Sum(n.PadLeft(10, '0'), 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == n[^1] - '0'),
        ["SE"] = ("[0-9]{10}01", n => Luhn(n[..10])),
        ["SI"] = ("[1-9][0-9]{7}", n => 11 - Sum(n, 8, 7, 6, 5, 4, 3, 2) % 11 is var check && check != 11 && check % 10 == n[7] - '0'),
        ["SK"] = ("[1-9][0-9][2-47-9][0-9]{7}", n => Number(n) % 11 == 0),
    };

    public static bool Union(string prefix, string number) =>
        ByPrefix.TryGetValue(prefix, out var country) && Regex.IsMatch(number, $"^(?:{country.Form})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) && country.Check(number);

    /// <summary>Modulus 97, in the old way or with 55 added.</summary>
    public static bool Brit(string number)
    {
        var sum = Sum(number, 8, 7, 6, 5, 4, 3, 2) + Number(number[7..9]);
        return sum % 97 == 0 || (sum + 55) % 97 == 0;
    }

    public static bool Australian(string number) => Sum((char)(number[0] - 1) + number[1..], 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) % 89 == 0;

    /// <summary>The last digit is 11 less the weighted sum's rest; 11 counts as 0, and 10 as none that is given out.</summary>
    public static bool Eleven(string number, params ReadOnlySpan<int> weights) => Eleven(number, weights, low: false);

    private static bool Eleven(string number, int a, int b, int c, int d, int e, int f, int g, int h, bool low) => Eleven(number, [a, b, c, d, e, f, g, h], low);

    private static bool Eleven(string number, ReadOnlySpan<int> weights, bool low)
    {
        var check = 11 - (Sum(number, weights) % 11);
        return (check == 11 || (low && check == 10) ? 0 : check) == number[weights.Length] - '0';
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static int Sum(string number, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (number[i] - '0') * weights[i];
        }

        return sum;
    }

    private static bool Luhn(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = (number[^(i + 1)] - '0') * ((i % 2) + 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    private static bool Iso11By10(string number)
    {
        var rest = 10;
        foreach (var digit in number[..^1])
        {
            var sum = (digit - '0' + rest) % 10;
            rest = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - rest) % 10 == number[^1] - '0';
    }

    private static bool Austrian(string number)
    {
        var sum = 4;
        for (var i = 0; i < 7; i++)
        {
            var digit = (number[i] - '0') * ((i % 2) + 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return (10 - (sum % 10)) % 10 == number[7] - '0';
    }

    private static bool Bulgarian(string number)
    {
        var check = Sum(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        check = check == 10 ? Sum(number, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10 : check;
        return check == number[8] - '0';
    }

    private static bool Cypriot(string number)
    {
        int[] odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
        var sum = 0;
        for (var i = 0; i < 8; i++)
        {
            sum += i % 2 == 0 ? odd[number[i] - '0'] : number[i] - '0';
        }

        return (char)('A' + (sum % 26)) == number[8];
    }

    private static bool Spanish(string number)
    {
        const string Letters = "TRWAGMYFPDXBNJZSQVHLCKE";
        if (char.IsAsciiDigit(number[0]) || number[0] is 'X' or 'Y' or 'Z')
        {
            var digits = number[0] switch { 'X' => "0", 'Y' => "1", 'Z' => "2", var first => first.ToString() } + number[1..8];
            return Letters[(int)(Number(digits) % 23)] == number[8];
        }

        var sum = 0;
        for (var i = 1; i < 8; i++)
        {
            var digit = (number[i] - '0') * (i % 2 == 1 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        var check = (10 - (sum % 10)) % 10;
        return number[8] == (char)('0' + check) || number[8] == "JABCDEFGHI"[check];
    }

    private static bool Irish(string number)
    {
        // The old form has its second place in front of the digits.
        var digits = char.IsAsciiDigit(number[1]) ? number[..7] : "0" + number[2..7] + number[0];
        var sum = Sum(digits, 8, 7, 6, 5, 4, 3, 2);
        if (number.Length == 9 && number[8] is >= 'A' and <= 'I')
        {
            sum += (number[8] - 'A' + 1) * 9;
        }

        return "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23] == number[7];
    }

    private static bool Lithuanian(string number)
    {
        var length = number.Length - 1;
        var (first, second) = (0, 0);
        for (var i = 0; i < length; i++)
        {
            first += (number[i] - '0') * ((i % 9) + 1);
            second += (number[i] - '0') * (((i + 2) % 9) + 1);
        }

        var check = first % 11;
        return (check == 10 ? second % 11 % 10 : check) == number[length] - '0';
    }

    private static bool Mod97(string text)
    {
        var rest = 0;
        foreach (var letter in text)
        {
            var value = char.IsAsciiDigit(letter) ? letter - '0' : letter - 'A' + 10;
            rest = ((rest * (value > 9 ? 100 : 10)) + value) % 97;
        }

        return rest == 1;
    }
}
