using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Data;

/// <summary>How values are stored, for all tables of both providers.</summary>
internal static class Conventions
{
    public static void Apply(ModelConfigurationBuilder configuration, bool sqlite)
    {
        configuration.ComplexProperties<Money>();
        configuration.Properties<Currency>().HaveConversion<CurrencyConverter>().HaveMaxLength(3);
        foreach (var id in typeof(Conventions).Assembly.GetTypes().Where(IsTypedId))
        {
            configuration.Properties(id).HaveConversion(typeof(TypedIdConverter<>).MakeGenericType(id));
        }

        if (sqlite)
        {
            configuration.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
        }
        else
        {
            configuration.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        }
    }

    private static bool IsTypedId(Type type) => type.IsValueType
        && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITypedId<>));
}
