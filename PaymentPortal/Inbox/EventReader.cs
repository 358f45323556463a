using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PaymentPortal.Inbox;

/// <summary>Reads of a posted body only what is needed to store it; what cannot be read is stored all the same, for a person to look at.</summary>
internal static class EventReader
{
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
            if (string.IsNullOrEmpty(id) || id.Length > 255 || string.IsNullOrEmpty(type) || type.Length > 255)
            {
                return Unreadable(body, now, "The event has no usable id or type.");
            }

            return new InboxEntry
            {
                Id = id,
                Source = InboxSource.Event,
                Type = type,
                ObjectKind = Text(subject, "object") ?? "",
                ObjectId = Text(subject, "id") ?? "",
                ApiVersion = Text(root, "api_version"),
                SnapshotAt = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("created").GetInt64()),
                ReceivedAt = now,
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
        Type = "unreadable",
        ObjectKind = "",
        ObjectId = "",
        SnapshotAt = now,
        ReceivedAt = now,
        Payload = Encoding.UTF8.GetString(body.Span).Replace('\0', '\uFFFD'),
        State = InboxState.Parked,
        DueAt = now,
        Error = error,
    };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
