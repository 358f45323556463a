namespace PaymentPortal.Inbox;

/// <summary>Something that the inbox does again and again.</summary>
internal interface IInboxJob
{
    /// <summary>The name under which its row stands.</summary>
    string Name { get; }

    /// <summary>The time from one run to the next.</summary>
    TimeSpan Every { get; }

    /// <summary>Does it, and notes in the row how far it came; the caller saves the row. Safe to be done twice.</summary>
    /// <returns>What it found, for admins; null where Stripe could not be asked.</returns>
    Task<string?> RunAsync(InboxJob job, CancellationToken cancellationToken);
}
