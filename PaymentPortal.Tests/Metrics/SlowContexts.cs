using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Tests.Metrics;

/// <summary>Hands out contexts when the test says so. Who asks first waits for the first answer only.</summary>
internal sealed class SlowContexts(IDbContextFactory<PortalDbContext> contexts) : IDbContextFactory<PortalDbContext>
{
    private readonly List<TaskCompletionSource> _asked = [];
    private bool _free;

    public PortalDbContext CreateDbContext() => contexts.CreateDbContext();

    public async Task<PortalDbContext> CreateDbContextAsync(CancellationToken cancellationToken)
    {
        if (!_free)
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked.Add(asked);
            await asked.Task.WaitAsync(cancellationToken);
        }

        return contexts.CreateDbContext();
    }

    /// <summary>Answers the one who asked last; with a failure, or with contexts from now on.</summary>
    public void Answer(Exception? failure)
    {
        _free = failure is null;
        Complete(_asked[^1], failure);
    }

    public void AnswerFirst(Exception failure) => Complete(_asked[0], failure);

    private static void Complete(TaskCompletionSource asked, Exception? failure)
    {
        if (failure is null)
        {
            asked.TrySetResult();
        }
        else
        {
            asked.TrySetException(failure);
        }
    }
}
