using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace PaymentPortal.Accounts;

/// <summary>Identity's tables, with the recovery codes as hashes: who reads the database cannot sign in with them.</summary>
internal sealed class AccountStore(PortalDbContext context, IdentityErrorDescriber describer) : UserStore<User, IdentityRole<Guid>, PortalDbContext, Guid>(context, describer)
{
    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken = default) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(Hash), cancellationToken);

    public override Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken = default) =>
        base.RedeemCodeAsync(user, Hash(code), cancellationToken);

    /// <summary>The same whether or not somebody types the dash, blanks and capitals.</summary>
    private static string Hash(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant())));
}
