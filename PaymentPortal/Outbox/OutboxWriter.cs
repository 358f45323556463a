using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Outbox;

/// <summary>Writes effects into the transaction of their cause.</summary>
internal sealed class OutboxWriter(TimeProvider time)
{
    /// <summary>Adds an effect, unless the same cause has asked for it already. The caller saves, and wakes the dispatcher after the commit.</summary>
    public async Task AddAsync<TPayload>(PortalDbContext context, string cause, string effect, TPayload payload, CancellationToken cancellationToken)
    {
        var known = context.OutboxMessages.Local.Any(m => m.Cause == cause && m.Effect == effect)
            || await context.OutboxMessages.AnyAsync(m => m.Cause == cause && m.Effect == effect, cancellationToken);
        if (known)
        {
            return;
        }

        var now = time.GetUtcNow();
        context.OutboxMessages.Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(now),
            Cause = cause,
            Effect = effect,
            Payload = JsonSerializer.Serialize(payload),
            CreatedAt = now,
            DueAt = now,
        });
    }
}
