namespace PaymentPortal.Sandbox.Protocol;

/// <summary>What a request is answered; the request id is that of the request which was carried out.</summary>
internal sealed record Answer(int Status, string Body, string RequestId, bool Replayed = false);
