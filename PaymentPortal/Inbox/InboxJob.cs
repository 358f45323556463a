namespace PaymentPortal.Inbox;

/// <summary>Something that the inbox does again and again: when it is due, and how far it came.</summary>
public sealed class InboxJob
{
    internal const int LongestResult = 300;

    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>Not to be done before, UTC. Whoever moves it does the job.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>How far it came, in the job's own words.</summary>
    public string? Cursor { get; set; }

    /// <summary>Up to when it has raised alerts, UTC.</summary>
    public DateTimeOffset? AlertedUntil { get; set; }

    /// <summary>When it last came to its end or failed, UTC.</summary>
    public DateTimeOffset? LastDoneAt { get; set; }

    /// <summary>What it found then, or why it failed, for admins.</summary>
    public string? LastResult { get; set; }
}
