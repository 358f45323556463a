using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Outbox;

/// <summary>Does what the outbox asks for, one by one: leases a message, does it, marks it done. Failures back off and are parked in the end.</summary>
internal sealed class OutboxDispatcher(
    IDbContextFactory<PortalDbContext> contexts,
    IEnumerable<IEffect> effects,
    OutboxSignal signal,
    ChangeSignal changes,
    Readiness readiness,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private const int MostAttempts = 10;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>An effect that never ends would keep all others waiting, and outlive its lease.</summary>
    private static readonly TimeSpan LongestEffect = TimeSpan.FromSeconds(90);

    /// <summary>What an effect waits for mostly comes a moment later, such as the event before its own.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(15);
    private readonly Dictionary<string, IEffect> _effects = effects.ToDictionary(e => e.Name, StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        using var applied = changes.Subscribe(signal.Wake);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await NextAsync(stoppingToken) is { } message)
                {
                    await DoAsync(message, stoppingToken);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.LogError(error, "The outbox could not be read; trying again");
            }

            await signal.WaitAsync(LongestSleep, stoppingToken);
        }
    }

    private async Task<OutboxMessage?> NextAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await context.OutboxMessages.AsNoTracking()
            .Where(m => m.State == OutboxState.Pending && m.DueAt <= now && (m.LeasedUntil == null || m.LeasedUntil < now))
            .OrderBy(m => m.DueAt).FirstOrDefaultAsync(cancellationToken);
        if (message is null)
        {
            return null;
        }

        var taken = await context.OutboxMessages
            .Where(m => m.Id == message.Id && m.State == OutboxState.Pending && (m.LeasedUntil == null || m.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeasedUntil, now + Lease).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancellationToken);
        return taken == 1 ? message : await NextAsync(cancellationToken);
    }

    private async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var waits = false;
        using var limit = new CancellationTokenSource(LongestEffect, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (!_effects.TryGetValue(message.Effect, out var effect))
            {
                throw new InvalidOperationException($"Nothing here does the effect '{message.Effect}'.");
            }

            // A stop is waited out: nothing of an effect goes on once the app is taken down.
            await effect.DoAsync(message, both.Token).WaitAsync(limit.Token);
        }
        catch (EffectWaitsException wait)
        {
            failure = wait;
            waits = true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            failure = limit.IsCancellationRequested && error is OperationCanceledException ? new TimeoutException($"It did not end within {LongestEffect.TotalSeconds} seconds.") : error;
            logger.LogWarning(failure, "The effect {Effect} of {Cause} failed at attempt {Attempt}", message.Effect, message.Cause, message.Attempts + 1);
        }

        // What was done is noted though the app is being stopped: the next one would do it again.
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        var row = await context.OutboxMessages.SingleAsync(m => m.Id == message.Id, CancellationToken.None);
        row.LeasedUntil = null;
        if (failure is null)
        {
            row.State = OutboxState.Done;
            row.DoneAt = now;
            row.Payload = "{}";
            row.Error = null;
        }
        else if (waits)
        {
            row.Error = failure.Message;
            row.Attempts--;
            row.DueAt = now + (now - row.CreatedAt < Wait ? ShortWait : Wait);
        }
        else
        {
            row.Error = failure.Message;
            row.State = row.Attempts >= MostAttempts ? OutboxState.Parked : OutboxState.Pending;
            row.DueAt = now + TimeSpan.FromSeconds(Math.Pow(2, row.Attempts));
        }

        await context.SaveChangesAsync(CancellationToken.None);
        if (failure is null)
        {
            changes.Publish();
        }
    }
}
