using Microsoft.AspNetCore.Components;

namespace PaymentPortal.Shared.Components;

/// <summary>
/// A component that shows what it reads. It reads anew when its parameters change or somebody asks; an answer that was overtaken by a newer question is dropped,
/// and while a new one is on its way the old one stays in sight.
/// </summary>
/// <typeparam name="T">What is read; null says that there is no such thing.</typeparam>
public abstract class Reading<T> : ComponentBase, IDisposable
    where T : class
{
    private readonly CancellationTokenSource _left = new();
    private int _question;

    /// <summary>Before anything is asked.</summary>
    protected Reading() => Left = _left.Token;

    /// <summary>What was read last; null until the first answer.</summary>
    protected T? Value { get; private set; }

    /// <summary>The last question was not answered.</summary>
    protected bool Failed { get; private set; }

    /// <summary>Ends when the component is gone.</summary>
    protected CancellationToken Left { get; }

    [Inject] private ILoggerFactory Loggers { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    /// <summary>Asks the service.</summary>
    protected abstract Task<T?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Called with every answer that counts, before it is shown.</summary>
    /// <param name="before">What was shown until now.</param>
    /// <param name="now">The answer.</param>
    protected virtual void OnRead(T? before, T now)
    {
    }

    /// <summary>What becomes of a page whose subject does not exist, or not for who asks.</summary>
    protected virtual void Missing() => Navigator.NotFound();

    /// <summary>For the pages of an organisation: who belongs to none is told so where he can open one.</summary>
    protected void LeaveForOrganisation() => Navigator.NavigateTo("/organisation");

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReloadAsync();

    /// <summary>Reads again.</summary>
    protected async Task ReloadAsync()
    {
        var question = ++_question;
        try
        {
            var answer = await ReadAsync(Left);
            if (question != _question)
            {
                return;
            }

            Failed = false;
            if (answer is null)
            {
                Missing();
                return;
            }

            OnRead(Value, answer);
            Value = answer;
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // Nobody is left to see the answer.
        }
        catch (Exception error) when (question == _question && error is not NavigationException)
        {
            Loggers.CreateLogger(GetType()).LogError(error, "A page could not be read");
            Failed = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>For what a component holds besides.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
