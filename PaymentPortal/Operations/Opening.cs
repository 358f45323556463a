using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Catalog;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Mail;
using PaymentPortal.Operations.Demo;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Operations;

/// <summary>What happens once the server listens and before people may come: the catalogue, the demo, and the inbox drained.</summary>
internal sealed class Opening(
    IHostApplicationLifetime lifetime,
    IDbContextFactory<PortalDbContext> contexts,
    CatalogueMaker maker,
    AccountSetup account,
    TaxGateway taxes,
    CatalogueKeeper catalogue,
    DemoData demo,
    MailSender mail,
    Readiness readiness,
    PortalAddress address,
    IOptions<StripeOptions> stripe,
    IOptions<SellerOptions> seller,
    IOptions<CatalogOptions> offered,
    ILogger<Opening> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private bool _isCatalogueRead;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitForServerAsync(stoppingToken);
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        using var retry = new PeriodicTimer(Pause);
        do
        {
            try
            {
                if (!readiness.Started.IsCompletedSuccessfully)
                {
                    await OpenAsync(stoppingToken);
                }
                else
                {
                    await ReadCatalogueAsync(stoppingToken);
                }

                if (_isCatalogueRead)
                {
                    return;
                }
            }
            catch (Exception error) when (StripeFault.IsExpected(error))
            {
                logger.LogWarning("The catalogue cannot be read, since Stripe does not answer: {Error} It is asked again", error.Message);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "The portal cannot open yet; trying again");
            }
        }
        while (await retry.WaitForNextTickAsync(stoppingToken));
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (stripe.Value.Mode == StripeMode.Sandbox)
        {
            await maker.MakeAsync(cancellationToken);
            await account.EnsureTaxAsync(HeadOffice.Read(seller.Value.Address), cancellationToken);
            foreach (var place in offered.Value.TaxRegistrations)
            {
                await taxes.EnsureRegistrationAsync(new TaxRegistration(place.Country, place.Type, place.State), cancellationToken);
            }

            await catalogue.ReadUnknownAsync(cancellationToken);
            await demo.MakeAccountsAsync(cancellationToken);
            _isCatalogueRead = true;
        }
        else if (await catalogue.IsKnownAsync(cancellationToken))
        {
            await ReadIfStripeAnswersAsync(cancellationToken);
        }
        else
        {
            // Before prices and tax rates are known nothing is sold: a total without its tax would be wrong.
            await ReadCatalogueAsync(cancellationToken);
            if (!mail.UsesServer)
            {
                logger.LogWarning("No mail server is configured (Mail:Smtp:Host): confirmations and invoices stay as files in the data directory");
            }
        }

        await DrainedAsync(cancellationToken);
        readiness.SayStarted();
        logger.LogInformation("The portal is open at {Address}", address.Base);
        if (stripe.Value.Mode == StripeMode.Sandbox && demo.IsWanted)
        {
            logger.LogInformation("Demo accounts:{Accounts}", string.Concat(DemoAccounts.All.Select(a => $"\n  {a.Role,-8}  {a.Email}  {DemoAccounts.Password}")));
        }
    }

    private async Task ReadCatalogueAsync(CancellationToken cancellationToken)
    {
        await catalogue.ReadAsync(cancellationToken);
        _isCatalogueRead = true;
    }

    /// <summary>A start while Stripe is down opens with what an earlier one read: our own data can be looked at all the same.</summary>
    private async Task ReadIfStripeAnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadCatalogueAsync(cancellationToken);
        }
        catch (Exception error) when (StripeFault.IsExpected(error))
        {
            logger.LogWarning("Stripe does not answer: {Error} The portal opens with the prices and tax rates of its last start", error.Message);
        }
    }

    /// <summary>Waits until everything that was stored is applied.</summary>
    private async Task DrainedAsync(CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending && e.Attempts == 0, cancellationToken))
            {
                return;
            }
        }
        while (await look.WaitForNextTickAsync(cancellationToken));
    }

    private async Task WaitForServerAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
