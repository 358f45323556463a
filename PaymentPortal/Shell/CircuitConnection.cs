using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PaymentPortal.Shell;

/// <summary>Whether the browser behind a circuit is there: nobody can be sent to another page who is not.</summary>
internal sealed class CircuitConnection : CircuitHandler
{
    private TaskCompletionSource _up = New();

    /// <summary>Ends as soon as the browser is there.</summary>
    public Task Up => _up.Task;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _up.TrySetResult();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _up = New();
        return Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
