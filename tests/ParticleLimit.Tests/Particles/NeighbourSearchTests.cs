using CsCheck;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public abstract class NeighbourSearchTests
{
    private static readonly Gen<(Domain Domain, double Cutoff, double[][] Positions)> Clouds =
        from dimension in Gen.Int[1, 3]
        from periodic in Gen.Bool
        from sides in Gen.OneOf(1.0, 0.3, 7.0, 1.7).Array[3]
        from cutoff in Gen.OneOf(Gen.Double[0.01, 0.5], Gen.OneOf(0.1, 0.25, 1.0 / 3, 0.5, 0.15, 1, 3, 20))
        from count in Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 80])
        from x in Coordinate(sides[0], cutoff).Array[count]
        from y in Coordinate(sides[1], cutoff).Array[count]
        from z in Coordinate(sides[2], cutoff).Array[count]
        let positions = new[] { x, y, z }
        select (periodic ? (Domain)new Torus([.. sides[..dimension]]) : new FreeSpace(dimension), cutoff, positions[..dimension]);

    private protected abstract INeighbourSearch Create(Domain domain);

    [Fact]
    public void Finds_the_pairs_of_a_naive_double_loop_on_random_and_degenerate_clouds() => Clouds.Sample(
        cloud =>
        {
            (Domain domain, double cutoff, double[][] positions) = cloud;
            AssertNaive(domain, cutoff, positions, PairSet.Of(Create(domain), positions, cutoff));
        },
        iter: 3000,
        threads: 1);

    [Fact]
    public void Agrees_with_brute_force_to_the_bit_on_random_and_degenerate_clouds() => Clouds.Sample(
        cloud => Assert.Equal(
            PairSet.Of(new BruteForce(cloud.Domain), cloud.Positions, cloud.Cutoff), PairSet.Of(Create(cloud.Domain), cloud.Positions, cloud.Cutoff)),
        iter: 3000,
        threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_with_brute_force_when_used_again_on_larger_and_smaller_clouds(int dimension)
    {
        foreach (Domain domain in new Domain[] { Unit(dimension), new FreeSpace(dimension) })
        {
            INeighbourSearch search = Create(domain);
            foreach (int count in new[] { 700, 10, 1500, 0, 400 })
            {
                double[][] positions = Uniform(dimension, count, count);
                double cutoff = 1.1 * Math.Pow(count + 1, -1.0 / dimension);
                Assert.Equal(PairSet.Of(new BruteForce(domain), positions, cutoff), PairSet.Of(search, positions, cutoff));
            }
        }
    }

    [Fact]
    public void Clusters_and_stragglers_at_all_scales_agree_with_brute_force()
    {
        var random = new Random(5);
        for (int dimension = 1; dimension <= 3; dimension++)
        {
            double[][] positions = [.. Enumerable.Range(0, dimension).Select(_ =>
                Enumerable.Range(0, 500).Select(_ => Math.Pow(10, random.Next(-3, 12)) * (random.NextDouble() - 0.5)).ToArray())];
            var domain = new FreeSpace(dimension);
            Assert.Equal(PairSet.Of(new BruteForce(domain), positions, 0.01), PairSet.Of(Create(domain), positions, 0.01));
        }
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(1e200)]
    public void Extreme_distances_neither_fail_nor_make_neighbours(double far)
    {
        double[][] positions = [[-far, 0, 0.5, far], [far, 0, 0.5, -far]];
        Assert.Equal([(1, 2)], PairSet.Of(Create(new FreeSpace(2)), positions, 1).Select(pair => (pair.I, pair.J)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_position_that_is_not_finite_is_refused_by_name(double bad)
    {
        foreach (Domain domain in new Domain[] { Unit(2), new FreeSpace(2) })
        {
            double[][] positions = [[0.1, 0.2, 0.3], [0.1, 0.2, bad]];
            var refusal = Assert.Throws<ArgumentException>(() => PairSet.Of(Create(domain), positions, 0.1));
            Assert.Contains("Particle 2", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e200)]
    public void A_cutoff_that_is_not_positive_and_finite_is_refused(double cutoff) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PairSet.Of(Create(Unit(1)), [[0.1, 0.2]], cutoff));

    [Fact]
    public void A_warm_search_allocates_nothing()
    {
        for (int dimension = 1; dimension <= 3; dimension++)
        {
            double[][] positions = Uniform(dimension, 3000, 1);
            INeighbourSearch search = Create(Unit(dimension));
            var counter = new PairCount();
            search.VisitPairs(positions, 0.05, ref counter);
            Assert.Equal(0, Allocation.During(() => search.VisitPairs(positions, 0.05, ref counter)));
        }
    }

    private static Torus Unit(int dimension) => new([.. Enumerable.Repeat(1.0, dimension)]);

    private static double[][] Uniform(int dimension, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, dimension).Select(_ => Enumerable.Range(0, count).Select(_ => random.NextDouble()).ToArray())];
    }

    /// <summary>Coordinates inside and outside the box, coincident, and on multiples of the cutoff and of the side, one ulp either way.</summary>
    private static Gen<double> Coordinate(double side, double cutoff)
    {
        Gen<double> onFace =
            from k in Gen.Int[-2, 6]
            from unit in Gen.OneOf(cutoff, side, side / 2, side / 3)
            from ulps in Gen.Int[-1, 1]
            select ulps < 0 ? Math.BitDecrement(k * unit) : ulps > 0 ? Math.BitIncrement(k * unit) : k * unit;
        return Gen.Frequency((3, Gen.Double[0, side]), (1, Gen.Double[-side, 2 * side]), (3, onFace), (1, Gen.OneOf(0.0, 0.25 * side)));
    }

    private static void AssertNaive(Domain domain, double cutoff, double[][] positions, List<(int I, int J, long Bits)> found)
    {
        Dictionary<(int, int), double> distances = found.ToDictionary(pair => (pair.I, pair.J), pair => BitConverter.Int64BitsToDouble(pair.Bits));
        double scale = positions.SelectMany(axis => axis).Append(1).Max(Math.Abs);
        for (int i = 0; i < positions[0].Length; i++)
        {
            for (int j = i + 1; j < positions[0].Length; j++)
            {
                double distance = Math.Sqrt(Enumerable.Range(0, domain.Dimension)
                    .Sum(axis => Math.Pow(domain.ShortestDifference(positions[axis][j] - positions[axis][i], axis), 2)));
                double rounding = 8e-16 * scale; // wrapping rounds a coordinate outside the box
                bool isFound = distances.TryGetValue((i, j), out double squared);
                if (isFound) Assert.Equal(distance, Math.Sqrt(squared), rounding * 2);
                if (distance < cutoff - rounding) Assert.True(isFound, $"({i}, {j}) at {distance} is missing");
                if (distance > cutoff + rounding) Assert.False(isFound, $"({i}, {j}) at {distance} is not in range");
            }
        }
    }

    private struct PairCount : IPairVisitor
    {
        private long count;

        public void Visit(int i, int j, double squaredDistance) => count++;
    }
}
