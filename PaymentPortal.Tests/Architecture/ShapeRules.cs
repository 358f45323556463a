using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Architecture;

/// <summary>How folders, types, files and doc comments look.</summary>
internal static partial class ShapeRules
{
    private const BindingFlags PublicAndDeclared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Documented = ["Shared", "Gateway", "Inbox", "Metrics", "Api"];

    private static readonly string[] Drawers = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Common", "Models", "Services"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("A type's namespace is its folder",
            "The rules of use go by namespace, the reader by folder.",
            code => code.Declarations
                .Where(declared => declared.Namespace.Length > 0 && !StandsRight(declared))
                .Select(declared => new Violation(declared.Name, declared.File)),
            new Plant(["PaymentPortal.Payments.Payment"],
                ("PaymentPortal/Catalog/Payment.cs", "namespace PaymentPortal.Payments; class Payment;"),
                ("PaymentPortal/Catalog/Admin/PlansPage.cs", "namespace PaymentPortal.Catalog.Admin; class PlansPage;"),
                ("PaymentPortal/Catalog/Admin/PlansList.razor", "@code { }"),
                ("PaymentPortal/StripeNet/Services/ChargeService.cs", "namespace Stripe; class ChargeService;"),
                ("PaymentPortal/StripeNet/TestHelpers/Clocks/Clock.cs", "namespace Stripe.TestHelpers; class Clock;"))),

        new("No drawers: no folder or type is called Helpers, Utils, Common, Models or Services",
            "Such a name takes in anything; folders are the business's nouns.",
            code => code.Declarations
                .Where(declared => !declared.File.StartsWith("PaymentPortal/StripeNet/", StringComparison.Ordinal))
                .Where(declared => declared.File.Split('/').Concat(declared.Name.Split('.')).Any(Drawers.Contains) || Drawers[..5].Any(drawer => declared.Name.EndsWith(drawer, StringComparison.Ordinal)))
                .Select(declared => new Violation(declared.Name, declared.File)),
            new Plant(["PaymentPortal.Payments.MoneyHelper", "PaymentPortal.Services.Mailer"],
                ("PaymentPortal/Payments/MoneyHelper.cs", "namespace PaymentPortal.Payments; class MoneyHelper;"),
                ("PaymentPortal/Services/Mailer.cs", "namespace PaymentPortal.Services; class Mailer;"),
                ("PaymentPortal/Payments/Payment.cs", "namespace PaymentPortal.Payments; class Payment;"))),

        new("A routable component ends in Page",
            "A reader who sees an address finds its page by name.",
            code => code.AllTypes
                .Where(type => type.IsDefined(typeof(RouteAttribute)) && !type.Name.EndsWith("Page", StringComparison.Ordinal))
                .Select(type => new Violation(Names.Of(type), "has a route")),
            new Plant(["PaymentPortal.Catalog.Pricing"],
                ("PaymentPortal/Catalog/Pricing.cs", """namespace PaymentPortal.Catalog; [Microsoft.AspNetCore.Components.Route("/pricing")] class Pricing : Microsoft.AspNetCore.Components.ComponentBase;"""),
                ("PaymentPortal/Catalog/PlansPage.cs", """namespace PaymentPortal.Catalog; [Microsoft.AspNetCore.Components.Route("/plans")] class PlansPage : Microsoft.AspNetCore.Components.ComponentBase;"""))),

        new("An interface has two implementations or a reason",
            "With one it only doubles the names.",
            code => code.AllTypes
                .Where(type => type.IsInterface && Names.FolderOf(Names.Of(type)) is not ("StripeNet" or null))
                .Select(type => (type, Count: code.AllTypes.Count(other => !other.IsInterface && other.GetInterfaces().Any(implemented => Definition(implemented) == type))))
                .Where(found => found.Count < 2)
                .Select(found => new Violation(Names.Of(found.type), $"is implemented {(found.Count == 0 ? "nowhere" : "once")}")),
            new Plant(["PaymentPortal.Mail.IMailer"],
                ("PaymentPortal/Mail/IMailer.cs", "namespace PaymentPortal.Mail; interface IMailer; class SmtpMailer : IMailer;"),
                ("PaymentPortal/Inbox/IHandler.cs", "namespace PaymentPortal.Inbox; interface IHandler<T>; class A : IHandler<int>; class B : IHandler<string>;"))),

        new("What is public in Shared, Gateway, Inbox, Metrics and Api has a doc comment",
            "Every feature builds on these folders; their meaning, units and errors stand beside them.",
            Undocumented,
            new Plant(["M:PaymentPortal.Shared.Money.Split", "T:PaymentPortal.Api.Key"],
                ("PaymentPortal/Shared/Money.cs", """
                    namespace PaymentPortal.Shared;
                    /// <summary>An amount.</summary>
                    public record Money(long Units)
                    {
                        /// <summary>In two.</summary>
                        public void Split(int parts) { }
                        public void Split(long parts) { }
                    }
                    """),
                ("PaymentPortal/Api/Key.cs", "namespace PaymentPortal.Api; public class Key; internal class Inner { public void Free() { } }"),
                ("PaymentPortal/Mail/Letter.cs", "namespace PaymentPortal.Mail; public class Letter;"))),

        new("Program.cs has at most 60 lines",
            "It is a table of contents: what is longer belongs to a feature.",
            code => code.Files
                .Where(file => file.Key == "PaymentPortal/Program.cs" && file.Value.TrimEnd().Count(letter => letter == '\n') >= 60)
                .Select(file => new Violation(file.Key, "is longer")),
            new Plant(["PaymentPortal/Program.cs"],
                ("PaymentPortal/Program.cs", "class Program { }" + new string('\n', 60) + "// the sixty-first line\n"))),

        new("No file names a path of a machine or the address of a registry",
            "The repository is the same for everybody who clones it.",
            code => code.Files.SelectMany(file => Local().Matches(file.Value).Select(match => match.Value)
                .Concat(file.Value.Contains(Repository.Root + "/", StringComparison.Ordinal) ? ["the folder of this clone"] : [])
                .Select(found => new Violation(file.Key, found))),
            new Plant(["README.md", "nuget.config", "package-lock.json", "tool.mjs"],
                ("README.md", "Look into /ro" + "ot/notes.txt"),
                ("tool.mjs", "import '" + Repository.Root + "/tool.mjs'"),
                ("nuget.config", "<add key=\"here\" value=\"http" + "s://packages.example/index.json\" />"),
                ("package-lock.json", "{ \"resolved\": \"http" + "s://packages.example/left-pad.tgz\" }"),
                ("docs/links.md", "[docs](https://docs.stripe.com/root/cause) and ~/notes"))),
    ];

    // Stripe.net's namespaces are the package's, whatever its folders are
    private static bool StandsRight(SourceReader.Declaration declared) => declared.File.StartsWith("PaymentPortal/StripeNet/", StringComparison.Ordinal)
        ? Names.FolderOf(declared.Name) == "StripeNet"
        : declared.Namespace == Path.GetDirectoryName(declared.File)!.Replace('/', '.');

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static IEnumerable<Violation> Undocumented(CodeBase code)
    {
        foreach (var type in code.AllTypes.Where(type => type.IsVisible && Documented.Contains(Names.FolderOf(Names.Of(type))) && !type.IsAssignableTo(typeof(IComponent)) && type.Name != "_Imports"))
        {
            var id = type.FullName!.Replace('+', '.');
            if (!code.Documented.Contains($"T:{id}"))
                yield return new Violation($"T:{id}", "has no doc comment");
            var methods = type.GetMethods(PublicAndDeclared)
                .Where(method => !method.IsSpecialName && method.GetBaseDefinition() == method && !method.IsDefined(typeof(CompilerGeneratedAttribute)))
                .Where(method => type.BaseType != typeof(MulticastDelegate));
            foreach (var overloads in methods.GroupBy(method => $"M:{id}.{method.Name}"))
            {
                if (code.Documented.Count(name => IdOfMethod().Match(name).Value == overloads.Key) < overloads.Count())
                    yield return new Violation(overloads.Key, "has no doc comment");
            }
        }
    }

    [GeneratedRegex(@"^M:[^(`]*(`\d+[^(`]+)*")]
    private static partial Regex IdOfMethod();

    [GeneratedRegex("""(?<![\w.~-])/((root|work)/|(home|Users)/\w+/)|[A-Z]:\\Users\\|<add\s+key="[^"]*"\s+value="https?:|"resolved":\s*"https?:""")]
    private static partial Regex Local();
}
