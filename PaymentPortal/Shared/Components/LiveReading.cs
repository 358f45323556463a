using Microsoft.AspNetCore.Components;

namespace PaymentPortal.Shared.Components;

/// <summary>
/// Shows what it reads and keeps it true: it reads again when our tables change, at most four times a second and once more after the last change; a slow timer covers a change that nobody told of.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
public abstract class LiveReading<T> : Reading<T>
    where T : class
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WithoutSignal = TimeSpan.FromSeconds(15);
    private readonly Changed _changed = new();
    private IDisposable? _subscription;

    [Inject] private ChangeSignal Changes { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _subscription = Changes.Subscribe(_changed.Wake);
            _ = WatchAsync();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await _changed.WaitAsync(WithoutSignal, Left);
                await InvokeAsync(async () =>
                {
                    await ReloadAsync();
                    StateHasChanged();
                });
                await Task.Delay(Rest, Left);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException && Left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private sealed class Changed : WakeSignal;
}
