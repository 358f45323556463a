using System.Diagnostics.CodeAnalysis;

namespace PaymentPortal.Shared;

/// <summary>An expected refusal: a stable code for programs and a sentence for the person who asked.</summary>
/// <param name="Code">A stable code such as <c>card_declined</c>.</param>
/// <param name="Sentence">What is wrong and what can be done, for people.</param>
/// <param name="Field">The input at fault, where there is one.</param>
public sealed record Refusal(string Code, string Sentence, string? Field = null);

/// <summary>The result of a command without a value: done, or refused with a reason.</summary>
public readonly record struct Outcome
{
    private Outcome(Refusal? refusal) => Refusal = refusal;

    /// <summary>The reason where the command was refused.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True where the command was done.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>The command was done.</summary>
    public static Outcome Done => new(null);

    /// <summary>The command was refused.</summary>
    public static Outcome Refused(string code, string sentence, string? field = null) => new(new Refusal(code, sentence, field));

    /// <summary>The command was refused.</summary>
    public static implicit operator Outcome(Refusal refusal) => new(refusal);
}

/// <summary>The result of a command: a value, or a refusal with a reason.</summary>
/// <typeparam name="T">What a done command gives.</typeparam>
public readonly record struct Outcome<T>
    where T : notnull
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>What the command gave where it was done.</summary>
    public T? Value { get; }

    /// <summary>The reason where the command was refused.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True where the command was done.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>The command was done and gave this value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>The command was refused.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
