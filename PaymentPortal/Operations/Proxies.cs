using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace PaymentPortal.Operations;

/// <summary>Believes what a proxy says of the sender only where the proxy is named in the settings.</summary>
internal static class Proxies
{
    private const string Section = "ForwardedHeaders:KnownProxies";

    public static IServiceCollection AddProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var named = configuration.GetSection(Section).Get<string[]>() ?? [];
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = named.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in named)
            {
                options.KnownProxies.Add(IPAddress.TryParse(proxy, out var address)
                    ? address
                    : throw new InvalidOperationException($"{Section} names '{proxy}', which is not an IP address. Name each proxy by its address."));
            }
        });
        return services;
    }
}
