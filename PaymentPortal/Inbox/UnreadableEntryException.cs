using System.Text.Json;

namespace PaymentPortal.Inbox;

/// <summary>What an entry carries is not what it says that it is. Trying again cannot help: the entry is parked, and the others of its object go on without it.</summary>
internal sealed class UnreadableEntryException(string entryId, Exception cause) : Exception("The payload cannot be read: " + cause.Message, cause)
{
    public string EntryId { get; } = entryId;

    /// <summary>True for what a wrong payload brings about while it is read.</summary>
    public static bool IsCausedBy(Exception error) =>
        error is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException or NullReferenceException or OverflowException;
}
