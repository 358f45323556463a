using PaymentPortal.Shared;

namespace PaymentPortal.Gateway;

/// <summary>
/// Bounds how long a person waits for Stripe, over all calls that his wish needs and all their tries. Who works on his own account has no such bound: he only waits for the line's.
/// </summary>
internal sealed class StripePatience(StripeHealth health, TimeProvider time)
{
    /// <summary>How long a person is kept waiting before he is told something.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>Carries the wish out, or says in a sentence that Stripe took too long. The wish must be one that can be repeated under the same idempotency keys: it may have been carried out in part.</summary>
    /// <param name="ask">The wish, which is told when nobody waits any more.</param>
    /// <param name="cancellationToken">Ends the waiting without a sentence: the person has left.</param>
    public async Task<Outcome<T>> RunAsync<T>(Func<CancellationToken, Task<Outcome<T>>> ask, CancellationToken cancellationToken)
        where T : notnull
    {
        var began = time.GetUtcNow();
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            if (health.AnsweredAt >= began)
            {
                return StripeFault.IsBusy;
            }

            // The line cannot tell who lost patience from who left.
            health.SayFailed();
            return StripeFault.IsUnreachable;
        }
    }
}
