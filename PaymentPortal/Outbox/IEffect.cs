namespace PaymentPortal.Outbox;

/// <summary>Does one kind of effect. It may be asked again after a crash, so what it does carries the message's cause as its key.</summary>
internal interface IEffect
{
    string Name { get; }

    Task DoAsync(OutboxMessage message, CancellationToken cancellationToken);
}
