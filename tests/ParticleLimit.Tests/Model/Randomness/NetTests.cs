using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Sobol points and lattices: their equidistribution, and that each point alone is uniform.</summary>
public class NetTests
{
    public static TheoryData<int> Dimensions => [1, 2, 3, 4, 6];

    [Theory, MemberData(nameof(Dimensions))]
    public void Sobol_points_fill_every_dyadic_interval_of_every_coordinate_once(int dimension)
    {
        const int Bits = 10;
        double[][] points = Points(new SobolSequence(dimension, Stream(3)), dimension, 1 << Bits);
        for (int k = 0; k < dimension; k++)
            Assert.Equal(Enumerable.Range(0, 1 << Bits), points.Select(point => (int)(point[k] * (1 << Bits))).Order());
    }

    [Fact]
    public void Sobol_points_of_two_dimensions_are_a_net()
    {
        // One point in every elementary interval of volume 2^-m, whatever its shape.
        const int Bits = 8;
        double[][] points = Points(new SobolSequence(2, Stream(4)), 2, 1 << Bits);
        for (int a = 0; a <= Bits; a++)
            Assert.Equal(1 << Bits, points.Select(point => ((int)(point[0] * (1 << a)), (int)(point[1] * (1 << (Bits - a))))).Distinct().Count());
    }

    [Fact]
    public void Scrambled_points_lie_at_places_of_their_own()
    {
        // On the exact lattice all gaps would be equal; two uniform places in neighbouring intervals are a triangular law apart, of variance 1/6.
        const int Count = 1024;
        double[] points = [.. Points(new SobolSequence(1, Stream(5)), 1, Count).Select(point => point[0] * Count).Order()];
        double variance = points.Skip(1).Zip(points, (b, a) => Math.Pow(b - a - 1, 2)).Average();
        Assert.Equal(1.0 / 6, variance, 0.03);
    }

    [Theory]
    [InlineData(1, 37)]
    [InlineData(2, 1000)]
    [InlineData(6, 1024)]
    [InlineData(3, 1)]
    public void Every_coordinate_of_a_lattice_is_equally_spaced(int dimension, int count)
    {
        double[][] points = Points(new LatticeSequence(dimension, count, Stream(6)), dimension, count);
        for (int k = 0; k < dimension; k++)
        {
            double[] sorted = [.. points.Select(point => point[k]).Order()];
            for (int n = 1; n < count; n++) Assert.Equal(1.0 / count, sorted[n] - sorted[n - 1], 1e-14);
            Assert.InRange(sorted[0], 0, 1.0 / count);
        }
    }

    [Theory, MemberData(nameof(Dimensions))]
    public void Averages_of_a_smooth_function_beat_independent_points(int dimension)
    {
        const int Count = 2048, Draws = 16;
        foreach (Func<int, IUniformSequence> create in (Func<int, IUniformSequence>[])
            [draw => new SobolSequence(dimension, Stream(draw)), draw => new LatticeSequence(dimension, Count, Stream(draw))])
        {
            double squares = 0;
            for (int draw = 0; draw < Draws; draw++)
            {
                double sum = Points(create(draw), dimension, Count).Sum(point => point.Aggregate(1.0, (product, u) => product * 3 * u * u));
                squares += Math.Pow(sum / Count - 1, 2) / Draws;
            }

            // The mean square error of independent points is the variance (9/5)^k - 1 over their number.
            double ratio = Math.Sqrt(squares) / Math.Sqrt((Math.Pow(1.8, dimension) - 1) / Count);
            Assert.True(ratio < (create(0) is SobolSequence ? 0.6 : 0.8), $"{create(0).GetType().Name}: {ratio}");
        }
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_law()
    {
        RandomStream stream = Stream(8);
        const int Pairs = 50_000;
        double[] sums = new double[5];
        for (int n = 0; n < Pairs; n++)
        {
            (double a, double b) = stream.NextNormalPair();
            sums[0] += a + b;
            sums[1] += a * a + b * b;
            sums[2] += a * b;
            sums[3] += Math.Pow(a, 4) + Math.Pow(b, 4);
        }

        double deviation = 1 / Math.Sqrt(2 * Pairs);
        Assert.Equal(0, sums[0] / (2 * Pairs), 4 * deviation);
        Assert.Equal(1, sums[1] / (2 * Pairs), 4 * Math.Sqrt(2) * deviation);
        Assert.Equal(0, sums[2] / Pairs, 4 * Math.Sqrt(2) * deviation);
        Assert.Equal(3, sums[3] / (2 * Pairs), 4 * Math.Sqrt(96) * deviation);
    }

    [Fact]
    public void Split_streams_are_uncorrelated()
    {
        RandomStream stream = Stream(9);
        double product = 0;
        const int Count = 20_000;
        for (int i = 0; i < Count; i++)
        {
            RandomStream one = stream.Split(i), next = stream.Split(i + 1);
            product += (one.NextDouble() - 0.5) * (next.NextDouble() - 0.5) * 12;
        }

        Assert.Equal(0, product / Count, 4 / Math.Sqrt(Count));
    }

    private static double[][] Points(IUniformSequence sequence, int dimension, int count)
    {
        double[][] points = new double[count][];
        for (int n = 0; n < count; n++)
        {
            points[n] = new double[dimension];
            sequence.Next(points[n]);
            Assert.All(points[n], u => Assert.True(u is > 0 and < 1 || count == 1));
        }

        return points;
    }

    private static RandomStream Stream(int seed) => RandomStream.For((ulong)seed, 0, 0, StreamPurpose.Test);
}
