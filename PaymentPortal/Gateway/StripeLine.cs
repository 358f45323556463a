using System.Net;
using System.Security.Cryptography;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace PaymentPortal.Gateway;

/// <summary>
/// The line to Stripe below the client, with what Stripe.net leaves out: it waits where Stripe says that it is asked too often, gives every try its time, and stops asking for a while where no answer comes.
/// The same request goes out each time, with the same idempotency key.
/// </summary>
internal sealed class StripeLine : DelegatingHandler
{
    /// <summary>How often a request is sent again after "too many requests".</summary>
    public const int MostWaits = 3;

    /// <summary>The longest wait before it is, whatever Stripe asks for: a person may be waiting too.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>How many tries in a row must fail before Stripe is left alone: one call with its repetitions is not enough.</summary>
    public const int MostFailures = 4;

    /// <summary>How long Stripe is not asked once the breaker is open.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(5);

    private const string ShouldRetry = "Stripe-Should-Retry";
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TimeProvider _time;

    public StripeLine(HttpMessageHandler inner, TimeSpan timeout, StripeHealth health, TimeProvider time)
        : base(inner)
    {
        _time = time;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(Waiting())
            .AddCircuitBreaker(Breaker(health))
            .AddTimeout(timeout)
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _pipeline.ExecuteAsync(
                async (sent, cancelled) =>
                {
                    var answer = await base.SendAsync(sent, cancelled);
                    await answer.Content.LoadIntoBufferAsync(cancelled);
                    return answer;
                },
                request,
                cancellationToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                // It has been waited for; the client above is not to begin anew.
                response.Headers.Remove(ShouldRetry);
            }

            return response;
        }
        catch (TimeoutRejectedException late)
        {
            // As HttpClient tells it, so that the client above tries again.
            throw new TaskCanceledException(late.Message, new TimeoutException(late.Message, late));
        }
    }

    private RetryStrategyOptions<HttpResponseMessage> Waiting() => new()
    {
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests),
        MaxRetryAttempts = MostWaits,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = LongestWait,
        UseJitter = true,
        DelayGenerator = attempt => ValueTask.FromResult(AskedFor(attempt.Outcome.Result!)),
    };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(StripeHealth health) => new()
    {
        ShouldHandle = attempt =>
        {
            if (attempt.Outcome.Exception is HttpRequestException or TimeoutRejectedException || (int?)attempt.Outcome.Result?.StatusCode >= 500)
            {
                return ValueTask.FromResult(health.SayFailed() >= MostFailures);
            }

            if (attempt.Outcome.Result is { } answer)
            {
                health.SayAnswered(answer.StatusCode == HttpStatusCode.Unauthorized);
            }

            return ValueTask.FromResult(false);
        },

        // Failures are counted in a row, not as a share: after a busy minute a share would not notice for long that Stripe is gone, and in a quiet one a single call would be a whole share.
        FailureRatio = 0,
        MinimumThroughput = 2,
        SamplingDuration = TimeSpan.FromSeconds(2 * 80),
        BreakDuration = Break,
        OnOpened = _ =>
        {
            health.SayDown();
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            health.SayBack();
            return ValueTask.CompletedTask;
        },
    };

    /// <summary>What Retry-After asks for, within bounds and spread a little, since others were told the same; null where it asks for nothing.</summary>
    private TimeSpan? AskedFor(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is { } wait
            ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)) + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, 250))
            : null;
    }
}
