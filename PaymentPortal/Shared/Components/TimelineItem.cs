namespace PaymentPortal.Shared.Components;

/// <summary>Something that happened to an object.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="What">What happened, in a sentence without a full stop.</param>
/// <param name="Who">Who did it.</param>
/// <param name="Tone">The colour of its dot.</param>
/// <param name="Href">Where more is told.</param>
public sealed record TimelineItem(DateTimeOffset At, string What, string Who, Tone Tone = Tone.Ended, string? Href = null);
