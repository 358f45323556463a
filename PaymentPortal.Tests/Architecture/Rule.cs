namespace PaymentPortal.Tests.Architecture;

/// <summary>A rule of the architecture.</summary>
/// <param name="Sentence">What holds.</param>
/// <param name="Reason">Why it holds.</param>
/// <param name="Find">Finds what breaks the rule.</param>
/// <param name="Plant">A small code base that breaks the rule: the proof that the rule can fail.</param>
internal sealed record Rule(string Sentence, string Reason, Func<CodeBase, IEnumerable<Violation>> Find, Plant Plant)
{
    /// <summary>What may break the rule, each with the reason.</summary>
    public IReadOnlyList<Exemption> Exemptions { get; init; } = [];

    public IReadOnlyList<Violation> Violations(CodeBase code) =>
        [.. Find(code).Where(violation => !Exemptions.Any(exemption => exemption.Covers(violation))).OrderBy(violation => violation.Who, StringComparer.Ordinal).ThenBy(violation => violation.What, StringComparer.Ordinal)];

    /// <summary>A rule about who may use what.</summary>
    public static Rule OfUse(string sentence, string reason, Func<CodeType, bool> who, Func<string, bool> mayNotUse, Plant plant) =>
        new(sentence, reason, code => code.Types.Where(who).SelectMany(type => type.Uses.Where(mayNotUse).Select(used => new Violation(type.Name, used))), plant);

    public override string ToString() => Sentence;
}

/// <summary>Something that breaks a rule.</summary>
/// <param name="Who">The type, member or file.</param>
/// <param name="What">What it uses, or what is wrong with it.</param>
internal sealed record Violation(string Who, string What);

/// <summary>Something that may break a rule.</summary>
/// <param name="Who">The type, member or file.</param>
/// <param name="What">What it may use.</param>
/// <param name="Reason">Why.</param>
internal sealed record Exemption(string Who, string What, string Reason)
{
    public bool Covers(Violation violation) => violation.Who == Who && violation.What == What;
}

/// <summary>A planted violation.</summary>
/// <param name="Offenders">Who must be reported: these, and nobody else.</param>
/// <param name="Files">The files, by their path in the repository.</param>
internal sealed record Plant(string[] Offenders, params (string Path, string Text)[] Files)
{
    public CodeBase Grow() => CodeBase.Compile(Files.ToDictionary(file => file.Path, file => file.Text));
}
