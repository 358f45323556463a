using System.Net;
using System.Net.Sockets;

namespace PaymentPortal.Shared;

/// <summary>The address that requests are counted by.</summary>
public static class NetworkAddress
{
    /// <summary>How much of an IPv6 address names a household or an office: the rest its devices choose, and may choose anew for each request.</summary>
    private const int NetworkBytes = 8;

    /// <summary>An IPv4 address as it is, of an IPv6 address the network: <c>2001:db8:1:2::/64</c>. Empty where there is none.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
