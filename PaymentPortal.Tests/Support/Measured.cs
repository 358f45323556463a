namespace PaymentPortal.Tests.Support;

/// <summary>Tests that hold a time by the clock: they run by themselves, when no other test takes the processor.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured;
