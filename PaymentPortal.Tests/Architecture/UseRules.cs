namespace PaymentPortal.Tests.Architecture;

/// <summary>Who may use whom.</summary>
internal static class UseRules
{
    private static readonly HashSet<string> Foundations = ["Catalog", "Customers"];

    private static readonly HashSet<string> Dealings = ["Payments", "Subscriptions", "Invoices", "Credits"];

    private static readonly HashSet<string> Journeys = ["Checkout", "Recovery", "Fulfillment"];

    private static readonly HashSet<string> ReadersOfMetrics = ["", "Metrics", "Alerts", "Api", "Documents", "Shell"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.OfUse("Shared uses nothing of ours",
            "Everything stands on it; what it used, everything would use.",
            type => type.Folder == "Shared",
            OursExcept("Shared"),
            new Plant(["PaymentPortal.Shared.MoneyText"],
                ("PaymentPortal/Shared/MoneyText.cs", "namespace PaymentPortal.Shared; public class MoneyText { Payments.Payment? last; }"),
                ("PaymentPortal/Payments/Payment.cs", "namespace PaymentPortal.Payments; public class Payment { Shared.MoneyText? text; }"))),

        Rule.OfUse("Settings uses only Shared",
            "What the operator says stands before every feature; each may read it.",
            type => type.Folder == "Settings",
            OursExcept("Shared", "Settings"),
            new Plant(["PaymentPortal.Settings.PortalOptions"],
                ("PaymentPortal/Settings/PortalOptions.cs", "namespace PaymentPortal.Settings; class PortalOptions { Catalog.Plan? plan; Shared.Money price; }"),
                ("PaymentPortal/Shared/Money.cs", "namespace PaymentPortal.Shared; struct Money;"),
                ("PaymentPortal/Catalog/Plan.cs", "namespace PaymentPortal.Catalog; class Plan;"))),

        Rule.OfUse("Data uses only Shared and the list of tables",
            "How tables are kept is the same whatever stands in them.",
            type => type.Folder == "Data",
            used => OursExcept("Shared", "Data")(used) && used != ListOfTables,
            new Plant(["PaymentPortal.Data.Backup"],
                ("PaymentPortal/Data/Backup.cs", "namespace PaymentPortal.Data; class Backup { object Of() => new Customers.Customer(); }"),
                ("PaymentPortal/Data/SqlitePortalDbContext.cs", "namespace PaymentPortal.Data; class SqlitePortalDbContext : PortalDbContext;"),
                ("PaymentPortal/PortalDbContext.cs", "namespace PaymentPortal; class PortalDbContext { Customers.Customer? Customers; }"),
                ("PaymentPortal/Customers/Customer.cs", "namespace PaymentPortal.Customers; class Customer;"))),

        Rule.OfUse("Gateway uses only Shared and Settings",
            "It translates between Stripe and us, and knows no purpose.",
            type => type.Folder == "Gateway",
            OursExcept("Shared", "Settings", "Gateway", "StripeNet"),
            new Plant(["PaymentPortal.Gateway.StripeGateway"],
                ("PaymentPortal/Gateway/StripeGateway.cs", "namespace PaymentPortal.Gateway; class StripeGateway { void Pay(Invoices.Invoice invoice) { } Stripe.Charge? charge; }"),
                ("PaymentPortal/StripeNet/Charge.cs", "namespace Stripe; class Charge;"),
                ("PaymentPortal/Invoices/Invoice.cs", "namespace PaymentPortal.Invoices; class Invoice;"))),

        Rule.OfUse("Inbox uses only Shared, Settings, Gateway, Data and the list of tables",
            "Handlers declare their event types; the inbox knows no feature, so that a new one changes nothing in it.",
            type => type.Folder == "Inbox" && !IsOfConsole(type),
            used => OursExcept("Shared", "Settings", "Gateway", "Data", "Inbox")(used) && used != ListOfTables,
            new Plant(["PaymentPortal.Inbox.Worker"],
                ("PaymentPortal/Inbox/Worker.cs", """
                    namespace PaymentPortal.Inbox;
                    class Worker { async System.Threading.Tasks.Task Run() { await System.Threading.Tasks.Task.Yield(); new Payments.Projector().Apply(); } }
                    class StoredEvent { PortalDbContext? tables; }
                    """),
                ("PaymentPortal/PortalDbContext.cs", "namespace PaymentPortal; class PortalDbContext;"),
                ("PaymentPortal/Payments/Projector.cs", "namespace PaymentPortal.Payments; class Projector { public void Apply() { } }"))),

        Rule.OfUse("Catalog and Customers use no payment, subscription, invoice or credit, and nothing above those",
            "What is sold, and to whom, was there before the first sale.",
            type => Foundations.Contains(type.Folder!) && !IsOfConsole(type),
            used => In(Dealings)(used) || In(Journeys)(used),
            new Plant(["PaymentPortal.Catalog.Plan", "PaymentPortal.Customers.Customer"],
                ("PaymentPortal/Catalog/Plan.cs", "namespace PaymentPortal.Catalog; public class Plan { System.Collections.Generic.List<Subscriptions.Subscription> sold = []; }"),
                ("PaymentPortal/Customers/Customer.cs", "using PaymentPortal.Checkout; namespace PaymentPortal.Customers; public class Customer { int limit = Limits.Seats; }"),
                ("PaymentPortal/Checkout/Limits.cs", "namespace PaymentPortal.Checkout; public class Limits { public const int Seats = 3; }"),
                ("PaymentPortal/Subscriptions/Subscription.cs", "namespace PaymentPortal.Subscriptions; public class Subscription { Catalog.Plan? plan; }"))),

        Rule.OfUse("Payments, Subscriptions, Invoices and Credits use no checkout, recovery or fulfilment",
            "They are what happened, not the ways that lead there.",
            type => Dealings.Contains(type.Folder!),
            In(Journeys),
            new Plant(["PaymentPortal.Invoices.Invoice"],
                ("PaymentPortal/Invoices/Invoice.cs", """
                    namespace PaymentPortal.Invoices;
                    public class Invoice { System.Func<bool> Late() => () => Recovery.Dunning.IsLate(this); }
                    """),
                ("PaymentPortal/Recovery/Dunning.cs", "namespace PaymentPortal.Recovery; public static class Dunning { public static bool IsLate(Invoices.Invoice invoice) => true; }"))),

        Rule.OfUse("Only Alerts, Api, Documents, Shell and Program read Metrics",
            "Figures are drawn from the features; a feature that read them would depend on itself.",
            type => type.Folder is { } folder && !ReadersOfMetrics.Contains(folder),
            used => Names.FolderOf(used) == "Metrics",
            new Plant(["PaymentPortal.Finance.Report"],
                ("PaymentPortal/Finance/Report.cs", "namespace PaymentPortal.Finance; class Report { string Title() => typeof(Metrics.Rollup).Name; }"),
                ("PaymentPortal/Alerts/Watch.cs", "namespace PaymentPortal.Alerts; class Watch { Metrics.Rollup? rollup; }"),
                ("PaymentPortal/Metrics/Rollup.cs", "namespace PaymentPortal.Metrics; class Rollup;"))),

        Rule.OfUse("Only Gateway names Stripe",
            "A new version of Stripe's API is then a change in one folder.",
            type => type.Folder is not ("Gateway" or "StripeNet"),
            used => Names.FolderOf(used) == "StripeNet",
            new Plant(["PaymentPortal.Payments.RefundPayment"],
                ("PaymentPortal/Payments/RefundPayment.cs", "namespace PaymentPortal.Payments; class RefundPayment { void Do() { try { } catch (Stripe.StripeException) { } } }"),
                ("PaymentPortal/Gateway/Errors.cs", "namespace PaymentPortal.Gateway; class Errors { Stripe.StripeException? last; }"),
                ("PaymentPortal/StripeNet/StripeException.cs", "namespace Stripe; class StripeException : System.Exception;"))),

        Rule.OfUse("Sandbox knows only Shared and Data",
            "Sandbox and StripeNet are two independent readings of Stripe's published API, so that neither hides the other's mistake.",
            type => type.Folder == "Sandbox",
            OursExcept("Sandbox", "Shared", "Data"),
            new Plant(["PaymentPortal.Sandbox.Charges", "PaymentPortal.Sandbox.Webhooks"],
                ("PaymentPortal/Sandbox/Charges.cs", "namespace PaymentPortal.Sandbox; class Charges { Stripe.Charge? last; }"),
                ("PaymentPortal/Sandbox/Webhooks.cs", "namespace PaymentPortal.Sandbox; class Webhooks { object Secret() => new Gateway.StripeOptions(); }"),
                ("PaymentPortal/Sandbox/Clock.cs", "namespace PaymentPortal.Sandbox; class Clock { Shared.Money price; }"),
                ("PaymentPortal/Shared/Money.cs", "namespace PaymentPortal.Shared; struct Money;"),
                ("PaymentPortal/Gateway/StripeOptions.cs", "namespace PaymentPortal.Gateway; class StripeOptions;"),
                ("PaymentPortal/StripeNet/Charge.cs", "namespace Stripe; class Charge;"))),

        Rule.OfUse("StripeNet knows nothing of ours",
            "It stands in for a package, and is left out where the package can be had.",
            type => type.Folder == "StripeNet",
            OursExcept("StripeNet"),
            new Plant(["Stripe.Charge"],
                ("PaymentPortal/StripeNet/Charge.cs", "namespace Stripe; class Charge { PaymentPortal.Sandbox.Charges? rows; Refund? refund; } class Refund;"),
                ("PaymentPortal/Sandbox/Charges.cs", "namespace PaymentPortal.Sandbox; class Charges;"))),

        Rule.OfUse("Only Documents knows PDF",
            "How a page is written is the writer's own matter.",
            type => type.Folder != "Documents",
            used => used.StartsWith("PaymentPortal.Documents.Pdf.", StringComparison.Ordinal),
            new Plant(["PaymentPortal.Invoices.SendInvoice"],
                ("PaymentPortal/Invoices/SendInvoice.cs", "namespace PaymentPortal.Invoices; class SendInvoice { Documents.Pdf.PdfPage[] pages = []; }"),
                ("PaymentPortal/Documents/InvoiceDocument.cs", "namespace PaymentPortal.Documents; class InvoiceDocument { Pdf.PdfPage? page; }"),
                ("PaymentPortal/Documents/Pdf/PdfPage.cs", "namespace PaymentPortal.Documents.Pdf; class PdfPage;"))),

        Rule.OfUse("Only components and Shell name Radzen",
            "The library of components is a matter of the pages; Shell registers it.",
            type => !type.IsComponent && type.Folder != "Shell",
            used => used.StartsWith("Radzen.", StringComparison.Ordinal),
            new Plant(["PaymentPortal.Payments.PaymentQueries"],
                ("PaymentPortal/Payments/PaymentQueries.cs", "namespace PaymentPortal.Payments; class PaymentQueries { void Load(Radzen.LoadDataArgs asked) { } }"),
                ("PaymentPortal/Payments/PaymentsPage.cs", "namespace PaymentPortal.Payments; class PaymentsPage : Microsoft.AspNetCore.Components.ComponentBase { Radzen.LoadDataArgs? asked; }"))),

        Rule.OfUse("Only job classes name Quartz",
            "A job only wakes; what is due stands in our tables.",
            type => !type.Type.GetInterfaces().Any(implemented => implemented.FullName == "Quartz.IJob"),
            used => used.StartsWith("Quartz.", StringComparison.Ordinal),
            new Plant(["PaymentPortal.Recovery.Dunning"],
                ("PaymentPortal/Recovery/Dunning.cs", "namespace PaymentPortal.Recovery; class Dunning { Quartz.IJob? job; }"),
                ("PaymentPortal/Recovery/DunningJob.cs", "namespace PaymentPortal.Recovery; class DunningJob : Quartz.IJob;"),
                ("Quartz.cs", "namespace Quartz { interface IJob; }"))),

        Rule.OfUse("Components outside Accounts never touch the database, the gateway or the request",
            "They call services; a circuit outlives its request, and a page is no place for a transaction.",
            type => type.IsComponent && type.Folder != "Accounts",
            used => used is Request or "Microsoft.AspNetCore.Http.IHttpContextAccessor"
                || used.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal)
                || used.EndsWith("DbContext", StringComparison.Ordinal)
                || Names.FolderOf(used) == "Gateway",
            new Plant(["PaymentPortal.Checkout.CheckoutPage", "PaymentPortal.Customers.CustomersPage", "PaymentPortal.Payments.PaymentsPage", "PaymentPortal.Shell.MainLayout"],
                ("PaymentPortal/Checkout/CheckoutPage.cs", Component("Checkout", "CheckoutPage", "void Set(Gateway.Client client) { }")),
                ("PaymentPortal/Customers/CustomersPage.cs", Component("Customers", "CustomersPage", "object? Tables { get; } = typeof(PortalDbContext);")),
                ("PaymentPortal/Payments/PaymentsPage.cs", Component("Payments", "PaymentsPage", "Microsoft.EntityFrameworkCore.IDbContextFactory<Microsoft.EntityFrameworkCore.DbContext>? make;")),
                ("PaymentPortal/Shell/MainLayout.cs", Component("Shell", "MainLayout", "string? Path(Microsoft.AspNetCore.Http.IHttpContextAccessor seen) => seen.HttpContext?.Request.Path;")),
                ("PaymentPortal/Accounts/SignInPage.cs", Component("Accounts", "SignInPage", "Microsoft.AspNetCore.Http.HttpContext? request;")),
                ("PaymentPortal/PortalDbContext.cs", "namespace PaymentPortal; class PortalDbContext;"),
                ("PaymentPortal/Gateway/Client.cs", "namespace PaymentPortal.Gateway; class Client { Microsoft.AspNetCore.Http.HttpContext? request; }"))) with
        {
            Exemptions =
            [
                new Exemption("PaymentPortal.Shell.App", Request, "The document around every page, rendered once for a request: it picks the styles and the theme."),
                new Exemption("PaymentPortal.Shell.ErrorPage", Request, "Never interactive: it shows the reference of the request that failed."),
                new Exemption("PaymentPortal.Checkout.Pages.PricingPage", Request, "Never interactive: it counts the visitor's view once, by his cookie."),
                new Exemption("PaymentPortal.Checkout.Pages.CheckoutPage", Request, "Never interactive: it forbids caching and takes the request's antiforgery token for the script."),
                new Exemption("PaymentPortal.Checkout.Pages.CompletePage", Request, "Never interactive: it forbids caching and looks up the buyer's purchase."),
                new Exemption("PaymentPortal.Billing.CardPage", Request, "Never interactive: it forbids caching and takes the request's antiforgery token for the script."),
            ],
        },
    ];

    private const string Request = "Microsoft.AspNetCore.Http.HttpContext";

    private const string ListOfTables = "PaymentPortal.PortalDbContext";

    private static Func<string, bool> OursExcept(params string[] folders) => used => Names.FolderOf(used) is { } folder && !folders.Contains(folder);

    /// <summary>The console shows an object with all that belongs to it: what stands in an Admin folder is above all features, and Shell around it.</summary>
    private static bool IsOfConsole(CodeType type) => type.Type.Namespace?.EndsWith(".Admin", StringComparison.Ordinal) == true;

    private static Func<string, bool> In(HashSet<string> folders) => used => Names.FolderOf(used) is { } folder && folders.Contains(folder);

    private static string Component(string folder, string name, string body) =>
        $"namespace PaymentPortal.{folder}; class {name} : Microsoft.AspNetCore.Components.ComponentBase {{ {body} }}";
}
