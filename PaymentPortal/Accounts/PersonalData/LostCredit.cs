using Microsoft.EntityFrameworkCore;
using PaymentPortal.Credits;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.PersonalData;

/// <summary>What of value goes with an account: the credit of organisations that nobody is left in.</summary>
internal sealed class LostCredit(CheckoutGateway gateway, CreditQueries credits, StripePatience patience)
{
    /// <summary>In words, one for each kind; empty where there is none.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(PortalDbContext context, Guid userId, CancellationToken cancellationToken)
    {
        var lost = new List<string>();
        var asked = new List<(string Organisation, Task<Outcome<Money>> Balance)>();
        foreach (var organisation in await ErasureQueries.OwnedAloneAsync(context, userId, cancellationToken))
        {
            if (await credits.BalanceAsync(organisation.Id, cancellationToken) is var left and > 0)
            {
                lost.Add($"{left.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} credits of {organisation.Name} that are not used: they are lost");
            }

            var paid = await context.Invoices.AsNoTracking().Where(i => i.OrganisationId == organisation.Id).OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(cancellationToken);
            if (paid is null)
            {
                continue;
            }

            asked.Add((organisation.Name, patience.RunAsync(waiting => gateway.GetBalanceAsync(paid.CustomerId, paid.Total.Currency, null, waiting), cancellationToken)));
        }

        foreach (var (organisation, asking) in asked)
        {
            var balance = await asking;
            if (!balance.IsDone)
            {
                lost.Add($"Money that {organisation} has in credit, if any; how much cannot be read just now");
            }
            else if (balance.Value.MinorUnits < 0)
            {
                lost.Add($"{MoneyFormat.Text(-balance.Value)} that {organisation} has in credit: it is lost");
            }
        }

        return lost;
    }
}
