using System.Globalization;
using System.Reflection;
using PaymentPortal.Tests.Support;
using Stripe;

namespace PaymentPortal.Tests.StripeNet;

/// <summary>
/// Every public name of the stand-in, with its type and parameters, is one of Stripe.net's: code that compiles against the one compiles against the other.
/// The list beside this file was read off Stripe.net 52.2.0, for the types that stand here.
/// </summary>
public sealed class NamesTests
{
    /// <summary>Types of Stripe.net that the list leaves out; and the base of options, which there is none.</summary>
    private static readonly HashSet<string> NotListed =
    [
        "Stripe.AccountGetOptions", "Stripe.ChargePaymentMethodDetailsSepaDebit", "Stripe.ChargePaymentMethodDetailsUsBankAccount", "Stripe.PaymentIntentNextActionVerifyWithMicrodeposits", "Stripe.SetupIntentNextActionVerifyWithMicrodeposits", "Stripe.AppInfo", "Stripe.IBalanceTransactionSource", "Stripe.IStripeClient", "Stripe.NestedOptions", "Stripe.StringEnum",
        "Stripe.TestHelpersService", "Stripe.Billing.MeterEventSummaryService",
        "Stripe.CustomerTaxIdService", "Stripe.CustomerTaxIdCreateOptions", "Stripe.CustomerTaxIdDeleteOptions", "Stripe.CustomerTaxIdGetOptions", "Stripe.CustomerTaxIdListOptions",
    ];

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(long)] = "long",
        [typeof(int)] = "int",
        [typeof(bool)] = "bool",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    [Fact]
    public void Every_public_name_is_one_of_Stripe_nets_with_the_same_type()
    {
        var theirs = Theirs();
        var strange = new List<string>();
        foreach (var type in typeof(StripeClient).Assembly.GetExportedTypes().Where(type => type.Namespace?.Split('.')[0] == "Stripe" && !type.IsNested).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (NotListed.Contains(type.FullName!) || type.BaseType == typeof(StringEnum))
                continue;
            if (!theirs.TryGetValue(NameOf(type), out var members))
            {
                strange.Add("type " + NameOf(type));
                continue;
            }
            strange.AddRange(Ours(type).Where(member => !members.Contains(member)).Select(member => $"{NameOf(type)}: {member}"));
        }
        Assert.True(strange.Count == 0, $"{strange.Count} names are not Stripe.net's:\n{string.Join('\n', strange)}");
    }

    [Fact]
    public void A_planted_name_would_be_found()
    {
        var theirs = Theirs()["Customer"];
        Assert.Contains("string Email", theirs);
        Assert.DoesNotContain("string EMail", theirs);
        Assert.Contains("string Email", Ours(typeof(Customer)));
        Assert.Contains("Task<Customer> GetAsync(string id, CustomerGetOptions options, RequestOptions requestOptions, CancellationToken cancellationToken)", Ours(typeof(CustomerService)));
    }

    private static IEnumerable<string> Ours(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var property in type.GetProperties(Own))
            yield return $"{Text(property.PropertyType)} {property.Name}";
        foreach (var method in type.GetMethods(Own).Where(method => !method.IsSpecialName && method.Name is not ("ToString" or "GetEnumerator")))
            yield return $"{Text(method.ReturnType)} {method.Name}({string.Join(", ", method.GetParameters().Select(parameter => $"{Text(parameter.ParameterType)} {parameter.Name}"))})";
    }

    /// <summary>The members of each type by its name, those of its bases among them; without what a parameter is by default.</summary>
    private static Dictionary<string, HashSet<string>> Theirs()
    {
        var own = new Dictionary<string, (string? Base, HashSet<string> Members)>(StringComparer.Ordinal);
        var current = new HashSet<string>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "PaymentPortal.Tests", "StripeNet", "stripe-net-names.txt")))
        {
            if (!line.StartsWith(' '))
            {
                var head = line[(line.IndexOf("Stripe.", StringComparison.Ordinal) + "Stripe.".Length)..].Split(" : ");
                own[head[0]] = (head.ElementAtOrDefault(1)?.Split(", ")[0], current = []);
            }
            else if (line.Contains('('))
            {
                current.Add(System.Text.RegularExpressions.Regex.Replace(line.Trim(), " = [^,)]+", "").Replace("static ", "", StringComparison.Ordinal));
            }
            else
            {
                current.UnionWith(line.Trim().Split("; "));
            }
        }
        return own.Keys.ToDictionary(name => name, name => Whole(name).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

        IEnumerable<string> Whole(string name) => own.TryGetValue(name, out var type) ? type.Members.Concat(type.Base is null ? [] : Whole(type.Base)) : [];
    }

    private static string NameOf(Type type) => type.IsGenericType ? Text(type) : type.FullName!["Stripe.".Length..];

    private static string Text(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Text(value) + "?";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return Text(type.GetElementType()!) + "[]";
        var name = type.IsGenericParameter || type.Namespace?.Split('.')[0] != "Stripe" ? type.Name : string.Create(CultureInfo.InvariantCulture, $"{type.Namespace}.{type.Name}")["Stripe.".Length..];
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Text))}>" : name;
    }
}
