using CsCheck;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>The fast sums of the mean-field system against every pair.</summary>
public sealed class AlignmentSumTests
{
    private static readonly ICommunicationWeight[] Weights =
        [new IndicatorWeight(1), new HatWeight(1.3), new WendlandWeight(0.8), new BumpWeight(1), new TruncatedCuckerSmaleWeight(1, 0.5)];

    public static TheoryData<int, int, bool> EveryWeightEverywhere()
    {
        var data = new TheoryData<int, int, bool>();
        for (int dimension = 1; dimension <= 3; dimension++)
            for (int k = 0; k < Weights.Length; k++)
                foreach (bool torus in (bool[])[true, false]) data.Add(dimension, k, torus);
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryWeightEverywhere))]
    public void Sums_agree_with_every_pair_and_conserve_momentum(int dimension, int weight, bool torus)
    {
        foreach ((int count, double range) in ((int, double)[])[(3000, 0.3), (700, 0.05), (2, 0.37), (1, 0.2)])
        {
            Domain domain = torus ? ParticleRuns.Unit(dimension) : new FreeSpace(dimension);
            ParticleState state = ParticleRuns.Uniform(dimension, count, 7);
            AssertAgree(Fast(domain, weight, range), new DirectSum(domain, Weights[weight], range), state, 2e-8);
        }
    }

    /// <summary>Positions far from zero, in clusters and on one spot, keep the accuracy of the moments: they are taken about centres of their own.</summary>
    [Fact]
    public void Prefix_moments_keep_their_digits_for_many_particles_at_large_offsets()
    {
        const int count = 100_000;
        const double range = 0.25, offset = 1e6;
        var random = new Random(3);
        var state = new ParticleState(1, count);
        for (int i = 0; i < count; i++)
        {
            state.Positions[0][i] = offset + (i % 10 == 0 ? 0.5 : i % 3 == 0 ? 40 + 1e-7 * random.NextDouble() : 3 * random.NextDouble());
            state.Velocities[0][i] = 2 * random.NextDouble() - 1;
        }

        int[] sample = [.. Enumerable.Range(0, 40).Select(k => 2499 * k)];
        foreach (ICommunicationWeight weight in Weights)
        {
            var sum = new PrefixMomentSum(new FreeSpace(1), PiecewiseWeight.Of(weight, 1e-9), range * weight.SupportRadius);
            var sums = new double[count];
            sum.Load(state.Positions);
            sum.Apply(state.Velocities, [sums]);
            double largest = 0;
            foreach (int i in sample)
            {
                double expected = 0;
                for (int j = 0; j < count; j++)
                {
                    double u = (state.Positions[0][j] - state.Positions[0][i]) / range;
                    expected += weight.Value(u * u) * (state.Velocities[0][j] - state.Velocities[0][i]);
                }

                largest = Math.Max(largest, Math.Abs(expected - sums[i]));
            }

            // Positions at 1e6 are known to 1e-10, the polynomials to 1e-9 of psi(0); the sums have up to 1e5 terms.
            Assert.True(largest < 3e-9 * count, $"{weight.Name}: {largest}");
        }
    }

    [Fact]
    public void Pathological_places_are_no_exception() => Gen.Select(Gen.Double[0, 0.999].Array[1, 40], Gen.Double[0.01, 0.5], Gen.Int[0, 4]).Sample(
        (places, range, weight) =>
        {
            // Coincident points, points on the seam, and pairs at exactly the range.
            double[] x = [.. places, .. places.Take(3), 0, 0, 0.25, Math.BitDecrement(1.0), .. places.Select(p => p + range < 1 ? p + range : p)];
            double[] v = [.. x.Select((p, i) => Math.Sin(7 * p + i))];
            var state = new ParticleState(1, x.Length);
            x.CopyTo(state.Positions[0], 0);
            v.CopyTo(state.Velocities[0], 0);
            double range1 = range / Weights[weight].SupportRadius;
            AssertAgree(Fast(new Torus(1), weight, range1), new DirectSum(new Torus(1), Weights[weight], range1), state, 1e-7, Weights[weight] is IndicatorWeight);
        },
        iter: 300);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(2)]
    public void Interpolated_pieces_meet_their_tolerance(int weight)
    {
        foreach (double tolerance in (double[])[1e-6, 1e-9])
        {
            PiecewiseWeight pieces = PiecewiseWeight.Of(Weights[weight], tolerance);
            double radius = Weights[weight].SupportRadius, largest = 0;
            for (int k = 0; k <= 100_000; k++)
            {
                double u = k / 100_000.0;
                largest = Math.Max(largest, Math.Abs(pieces.Value(u) - Weights[weight].Value(u * u * radius * radius)));
            }

            Assert.True(largest <= 1.5 * tolerance, $"{largest}");
            Assert.InRange(pieces.Ends.Length, 1, 100);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_range_beyond_half_a_period_is_refused(int dimension) =>
        Assert.Throws<ArgumentException>(() => AlignmentSum.Create(ParticleRuns.Unit(dimension), new HatWeight(2), 0.2501));

    private static AlignmentSum Fast(Domain domain, int weight, double range) => Weights[weight] switch
    {
        IndicatorWeight w => AlignmentSum.Create(domain, w, range),
        HatWeight w => AlignmentSum.Create(domain, w, range),
        WendlandWeight w => AlignmentSum.Create(domain, w, range),
        BumpWeight w => AlignmentSum.Create(domain, w, range),
        TruncatedCuckerSmaleWeight w => AlignmentSum.Create(domain, w, range),
        _ => throw new ArgumentOutOfRangeException(nameof(weight)),
    };

    private static void AssertAgree(AlignmentSum fast, AlignmentSum direct, ParticleState state, double tolerance, bool tiesOpen = false)
    {
        double[][] a = Sums(fast), b = Sums(direct);
        for (int axis = 0; axis < state.Dimension; axis++)
        {
            Assert.Equal(0, a[axis].Sum(), 1e-12 * state.Count);
            for (int i = 0; i < state.Count && !tiesOpen; i++) Assert.Equal(b[axis][i], a[axis][i], tolerance * (1 + direct.Crowding[i]));
        }

        for (int i = 0; i < state.Count && !tiesOpen; i++) Assert.Equal(direct.Crowding[i], fast.Crowding[i], tolerance * (1 + direct.Crowding[i]));

        double[][] Sums(AlignmentSum sum)
        {
            double[][] sums = [.. state.Positions.Select(axis => new double[axis.Length])];
            sum.Load(state.Positions);
            sum.Apply(state.Velocities, sums);
            return sums;
        }
    }
}
