namespace PaymentPortal.Gateway;

/// <summary>What of a paid invoice was given back.</summary>
/// <param name="Everything">All money that was taken for it, by refunds and by disputes that are not won.</param>
/// <param name="Lines">What credit notes credit of each of its lines, by the line's id, in minor units before discount and exclusive tax.</param>
internal sealed record ReturnedParts(bool Everything, IReadOnlyDictionary<string, long> Lines);
