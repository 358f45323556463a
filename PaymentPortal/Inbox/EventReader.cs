using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PaymentPortal.Inbox;

/// <summary>Reads of a posted body only what is needed to store it; what cannot be read is stored all the same, for a person to look at.</summary>
internal static class EventReader
{
    /// <summary>The type of an entry whose body is no event.</summary>
    public const string UnreadableType = "unreadable";

    /// <summary>An entry for a genuine body.</summary>
    public static InboxEntry Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var subject = root.GetProperty("data").GetProperty("object");
            var id = root.GetProperty("id").GetString();
            var type = root.GetProperty("type").GetString();
            var kind = Text(subject, "object") ?? "";
            var objectId = Text(subject, "id") ?? "";
            var version = Text(root, "api_version");
            if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(type) || !Fits(id, 255) || !Fits(type, 255) || !Fits(kind, 100) || !Fits(objectId, 255) || !Fits(version, 100))
            {
                return Unreadable(body, now, "The event has no usable id, type or object.");
            }

            return new InboxEntry
            {
                Id = id,
                Source = InboxSource.Event,
                Type = type,
                ObjectKind = kind,
                ObjectId = objectId,
                ApiVersion = version,
                SnapshotAt = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("created").GetInt64()),
                ReceivedAt = now,
                DeliveredAt = now,
                Payload = Encoding.UTF8.GetString(body.Span),
                State = InboxState.Pending,
                DueAt = now,
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return Unreadable(body, now, "The body is not an event: " + error.Message);
        }
    }

    private static InboxEntry Unreadable(ReadOnlyMemory<byte> body, DateTimeOffset now, string error) => new()
    {
        Id = "unreadable:" + Convert.ToHexStringLower(SHA256.HashData(body.Span)),
        Source = InboxSource.Event,
        Type = UnreadableType,
        ObjectKind = "",
        ObjectId = "",
        SnapshotAt = now,
        ReceivedAt = now,
        DeliveredAt = now,
        Payload = Encoding.UTF8.GetString(body.Span).Replace('\0', '\uFFFD'),
        State = InboxState.Parked,
        DueAt = now,
        Error = error,
    };

    /// <summary>One value that the column cannot hold would keep a whole batch of others from being stored.</summary>
    private static bool Fits(string? value, int length) => value is null || (value.Length <= length && !value.Contains('\0', StringComparison.Ordinal));

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
