using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace PaymentPortal.Settings;

/// <summary>Where people reach the portal: links in mails and Stripe's return address start with it.</summary>
internal sealed class PortalAddress(IOptions<PortalOptions> options, IServer server)
{
    /// <summary>The setting, or else the address that the server listens at; known once the app has started.</summary>
    public Uri Base => options.Value.PublicAddress ?? Own;

    /// <summary>The address that this process listens at, reachable from this machine.</summary>
    public Uri Own
    {
        get
        {
            var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            var first = addresses.FirstOrDefault(a => a.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) ?? addresses.FirstOrDefault()
                ?? throw new InvalidOperationException("The server has no address yet.");
            var binding = BindingAddress.Parse(first);
            var host = binding.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
            return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
        }
    }

    public Uri Link(string path) => new(Base, path);
}
