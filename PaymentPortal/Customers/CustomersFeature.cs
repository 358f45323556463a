using PaymentPortal.Customers.Admin;
using PaymentPortal.Inbox;

namespace PaymentPortal.Customers;

internal static class CustomersFeature
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddSingleton<CustomerQueries>()
        .AddSingleton<Buyers>()
        .AddSingleton<TaxIdQueries>()
        .AddSingleton<IProjector, CustomerProjector>()
        .AddSingleton<IProjector, TaxIdProjector>();
}
