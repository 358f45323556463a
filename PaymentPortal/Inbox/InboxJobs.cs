using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>Runs the inbox's jobs when their rows say that they are due. Of several nodes the one that moves the row's time runs the job.</summary>
internal sealed class InboxJobs(IDbContextFactory<PortalDbContext> contexts, IEnumerable<IInboxJob> jobs, Readiness readiness, TimeProvider time, ILogger<InboxJobs> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private readonly IReadOnlyList<IInboxJob> _jobs = [.. jobs];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Started.WaitAsync(stoppingToken);
        using var look = new PeriodicTimer(Look, time);
        do
        {
            foreach (var job in _jobs)
            {
                try
                {
                    await RunIfDueAsync(job, stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    logger.LogError(error, "The inbox's job {Job} failed; it runs again at its next time", job.Name);
                }
            }
        }
        while (await look.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Runs the job where it is due and nobody else took it; its first time comes one interval after the portal was first open.</summary>
    internal async Task<bool> RunIfDueAsync(IInboxJob job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var taken = await context.InboxJobs.Where(j => j.Name == job.Name && j.DueAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.DueAt, now + job.Every), cancellationToken);
        var row = await context.InboxJobs.SingleOrDefaultAsync(j => j.Name == job.Name, cancellationToken);
        if (row is null)
        {
            context.InboxJobs.Add(new InboxJob { Name = job.Name, DueAt = now + job.Every });
            await context.SaveChangesAsync(cancellationToken);
        }

        if (row is null || taken == 0)
        {
            return false;
        }

        try
        {
            if (await job.RunAsync(row, cancellationToken) is { } result)
            {
                row.LastDoneAt = time.GetUtcNow();
                row.LastResult = result;
                await context.SaveChangesAsync(cancellationToken);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Who looks at the checks must not read that the one before found nothing.
            var (at, told) = (time.GetUtcNow(), $"It failed and runs again at its next time: {error.Message.Trim().TrimEnd('.')}");
            try
            {
                await context.InboxJobs.Where(j => j.Name == job.Name)
                    .ExecuteUpdateAsync(set => set.SetProperty(j => j.LastDoneAt, at).SetProperty(j => j.LastResult, told[..Math.Min(told.Length, InboxJob.LongestResult)]), CancellationToken.None);
            }
            catch (DbException second)
            {
                throw new AggregateException(error, second);
            }

            throw;
        }

        return true;
    }
}
