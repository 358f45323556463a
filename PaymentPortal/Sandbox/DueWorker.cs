using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Resources;
using PaymentPortal.Sandbox.Storage;
using PaymentPortal.Sandbox.Webhooks;

namespace PaymentPortal.Sandbox;

/// <summary>Lets things fall due: at once on test clocks that advance, every half minute in real time.</summary>
internal sealed class DueWorker(Store store, Alarms alarms, TimeProvider time, IOptions<SandboxOptions> options, ILogger<DueWorker> logger) : BackgroundService
{
    private const int StepsPerTurn = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ForgetOldKeysAsync(stoppingToken);
            while (true)
            {
                while (await StepAsync(stoppingToken))
                {
                }
                await alarms.Clocks.WaitAsync(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Idempotency keys hold for a day at least; a start forgets the older ones.</summary>
    private async Task ForgetOldKeysAsync(CancellationToken stopping)
    {
        using var turn = await store.EnterAsync(stopping);
        store.Execute("DELETE FROM replays WHERE at<$0", time.GetUtcNow().AddDays(-1).ToUnixTimeSeconds());
        turn.Commit();
    }

    /// <summary>Some steps of the real time and of every clock that advances; true while there is more to do.</summary>
    private async Task<bool> StepAsync(CancellationToken stopping)
    {
        var more = await TurnAsync(work => Due.Run(work, "", work.RealNow, StepsPerTurn), stopping) ?? await ApartAsync(stopping);
        List<string> advancing;
        using (await store.EnterAsync(stopping))
            advancing = TestClocks.Advancing(store);
        foreach (var clock in advancing)
        {
            if (await TurnAsync(work => TestClocks.Step(work, clock, StepsPerTurn), stopping) is { } further)
                more |= further;
            else
                await TurnAsync(work => TestClocks.Fail(work, clock), stopping);
        }
        return more;
    }

    /// <summary>One by one, where one of several failed: what fails stands back for a while, and holds up nobody else.</summary>
    private async Task<bool> ApartAsync(CancellationToken stopping)
    {
        for (var step = 0; step < StepsPerTurn; step++)
        {
            if (await TurnAsync(work => Due.Run(work, "", work.RealNow, 1), stopping) is not { } more)
                return await TurnAsync(work => Due.StandBack(work, "", work.RealNow), stopping) == true;
            if (!more)
                return false;
        }
        return true;
    }

    /// <summary>One short transaction, so that requests find their turn in between; null where it failed and nothing of it stays.</summary>
    private async Task<bool?> TurnAsync(Func<Work, bool> step, CancellationToken stopping)
    {
        try
        {
            using var turn = await store.EnterAsync(stopping);
            var work = new Work(store, time, options.Value, null, null, "");
            var more = step(work);
            work.Flush();
            turn.Commit();
            alarms.Deliveries.Set();
            return more;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "What fell due could not be processed.");
            return null;
        }
    }
}
