namespace PaymentPortal.Inbox;

/// <summary>What the worker needs of an entry to take it; its payload is read with the others of its object.</summary>
internal sealed record DueEntry(string Id, string Type, string ObjectKind, string ObjectId, int Attempts, DateTimeOffset DueAt);
