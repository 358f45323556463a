using System.Security.Cryptography;
using PaymentPortal.Sandbox.Resources;

namespace PaymentPortal.Tests.Sandbox;

public sealed class ExactlyTests
{
    [Theory]
    [InlineData(6833, 20, 100, 1367)]
    [InlineData(2060, 75, 1000, 155)]
    [InlineData(5, 1, 2, 3)]
    [InlineData(-5, 1, 2, -3)]
    [InlineData(1, 1, 3, 0)]
    [InlineData(2, 1, 3, 1)]
    [InlineData(999_999_999_999, 1_000_000, 1_000_000, 999_999_999_999)]
    public void A_share_is_rounded_half_away_from_zero(long amount, long numerator, long denominator, long expected) =>
        Assert.Equal(expected, Exactly.Share(amount, numerator, denominator));

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(1, new long[] { 1, 2 }, new long[] { 0, 1 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(0, new long[] { 0, 0 }, new long[] { 0, 0 })]
    [InlineData(7, new long[] { 0, 5, 0 }, new long[] { 0, 7, 0 })]
    public void A_split_gives_what_is_left_over_to_the_largest_remainders(long whole, long[] weights, long[] expected) =>
        Assert.Equal(expected, Exactly.Split(whole, weights));

    [Fact]
    public void Random_splits_sum_to_the_whole_and_stray_less_than_one_from_the_exact_share()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var run = 0; run < 10_000; run++)
        {
            var weights = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.NextInt64(0, 100_000_000)).Append(1).ToList();
            var whole = random.NextInt64(-1_000_000_000_000, 1_000_000_000_000);
            var parts = Exactly.Split(whole, weights);
            Assert.Equal(whole, parts.Sum());
            var total = (decimal)weights.Sum();
            Assert.All(parts.Zip(weights), p => Assert.True(Math.Abs(p.First - whole * (p.Second / total)) < 1.000001m, $"Seed {seed}: {p}"));
        }
    }
}
