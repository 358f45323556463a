using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Tests.Architecture;

/// <summary>What is stored, and as what.</summary>
internal static class EntityRules
{
    /// <summary>A fraction is no amount of money: these words at a property's end say so.</summary>
    private static readonly string[] Fractions = ["Rate", "Percent", "Percentage", "Ratio", "Share", "Seconds", "Score"];

    private static readonly HashSet<Type> Inexact = [typeof(double), typeof(float), typeof(decimal)];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("No amount is stored as double or decimal",
            "Money is whole minor units with a currency; a fraction says by its name that it is none.",
            code => Stored(code)
                .Where(property => Inexact.Contains(Bare(property.PropertyType)) && !Fractions.Any(word => property.Name.EndsWith(word, StringComparison.Ordinal)))
                .Select(property => Violation(property)),
            new Plant(["PaymentPortal.Invoices.InvoiceLine.Amount", "PaymentPortal.Payments.Payment.Fee"], EntitiesWith("decimal? Fee { get; init; }", "double Amount { get; set; }", "decimal TaxRate { get; set; }"))),

        new("No DateTime is stored",
            "An instant is a DateTimeOffset in UTC and a day a DateOnly; a DateTime may be either, in any zone.",
            code => Stored(code).Where(property => Bare(property.PropertyType) == typeof(DateTime)).Select(property => Violation(property)),
            new Plant(["PaymentPortal.Invoices.InvoiceLine.Until", "PaymentPortal.Payments.Payment.PaidAt"],
                EntitiesWith("System.DateTime PaidAt { get; init; }", "System.DateTime? Until { get; set; }", "System.DateOnly Day { get; set; }"))),
    ];

    private static Violation Violation(PropertyInfo property) => new($"{property.DeclaringType!.FullName}.{property.Name}", Bare(property.PropertyType).Name);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>The properties with a value of their own of every type that a table of a DbContext holds, and of the types of ours that those properties hold in turn.</summary>
    private static IEnumerable<PropertyInfo> Stored(CodeBase code)
    {
        var open = new Queue<Type>(code.AllTypes.Where(type => type.IsAssignableTo(typeof(DbContext)))
            .SelectMany(context => context.GetProperties())
            .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>))
            .Select(property => property.PropertyType.GetGenericArguments()[0]));
        var seen = new HashSet<Type>();
        while (open.TryDequeue(out var entity))
        {
            if (!seen.Add(entity))
                continue;
            foreach (var property in entity.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .Where(property => property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null))
            {
                yield return property;
                foreach (var held in property.PropertyType.GetGenericArguments().Append(Bare(property.PropertyType)))
                {
                    if (!held.IsEnum && Names.FolderOf(Names.Of(held)) is not (null or "Shared"))
                        open.Enqueue(held);
                }
            }
        }
    }

    private static (string, string)[] EntitiesWith(string ofPayment, string ofLine, string harmless) =>
    [
        ("PaymentPortal/PortalDbContext.cs", """
            namespace PaymentPortal;
            class PortalDbContext : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<Payments.Payment> Payments => Set<Payments.Payment>(); }
            """),
        ("PaymentPortal/Payments/Payment.cs", $$"""
            namespace PaymentPortal.Payments;
            class Payment { public {{ofPayment}} public System.Collections.Generic.List<Invoices.InvoiceLine> Lines { get; } = []; public double Computed => 1; }
            """),
        ("PaymentPortal/Invoices/InvoiceLine.cs", $$"""
            namespace PaymentPortal.Invoices;
            class InvoiceLine { public {{ofLine}} public {{harmless}} }
            class NotStored { public double Amount { get; set; } public System.DateTime At { get; set; } }
            """),
    ];
}
