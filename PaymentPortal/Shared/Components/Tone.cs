namespace PaymentPortal.Shared.Components;

/// <summary>What a colour may say: a state, and nothing else.</summary>
public enum Tone
{
    /// <summary>Grey: ended, or of no concern.</summary>
    Ended,

    /// <summary>Green: paid, active, done.</summary>
    Good,

    /// <summary>Amber: somebody has to act.</summary>
    Attention,

    /// <summary>Red: failed or lost.</summary>
    Failed,

    /// <summary>Blue: under way, waiting for somebody else.</summary>
    Waiting,
}
