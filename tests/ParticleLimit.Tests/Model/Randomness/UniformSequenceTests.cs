using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class UniformSequenceTests
{
    public static TheoryData<int> Dimensions => [1, 2, 3, 4, 6];

    [Theory, MemberData(nameof(Dimensions))]
    public void Points_lie_in_the_open_cube(int dimension)
    {
        foreach (IUniformSequence sequence in (IUniformSequence[])[new KroneckerSequence(dimension), new IndependentSequence(Stream(1))])
        {
            double[] point = new double[dimension];
            for (int n = 0; n < 10000; n++)
            {
                sequence.Next(point);
                Assert.All(point, u => Assert.True(u is > 0 and < 1));
            }
        }
    }

    [Theory, MemberData(nameof(Dimensions))]
    public void Kronecker_average_of_a_smooth_function_beats_independent_points(int dimension)
    {
        const int count = 10_000, shifts = 16;
        double squares = 0;
        for (int shift = 0; shift < shifts; shift++)
        {
            var sequence = new KroneckerSequence(dimension, Stream(shift));
            double[] point = new double[dimension];
            double sum = 0;
            for (int n = 0; n < count; n++)
            {
                sequence.Next(point);
                double product = 1;
                foreach (double u in point) product *= 3 * u * u;
                sum += product;
            }

            squares += Math.Pow(sum / count - 1, 2) / shifts;
        }

        // The mean square error of independent points is the variance (9/5)^k - 1 over their number.
        Assert.True(Math.Sqrt(squares) < 0.6 * Math.Sqrt((Math.Pow(1.8, dimension) - 1) / count));
    }

    [Fact]
    public void Kronecker_gaps_in_one_dimension_take_at_most_three_lengths_of_bounded_ratio()
    {
        var sequence = new KroneckerSequence(1, Stream(2));
        double[] points = new double[1000], point = new double[1];
        for (int n = 0; n < points.Length; n++)
        {
            sequence.Next(point);
            points[n] = point[0];
        }

        Array.Sort(points);
        double[] gaps = [.. points.Skip(1).Zip(points, (b, a) => b - a), 1 - points[^1] + points[0]];
        Assert.InRange(gaps.Select(gap => Math.Round(gap * 1e9)).Distinct().Count(), 1, 3);
        Assert.True(gaps.Max() / gaps.Min() < 3);
    }

    [Fact]
    public void Shift_makes_the_average_unbiased()
    {
        const int shifts = 4000;
        double sum = 0;
        for (int replica = 0; replica < shifts; replica++)
        {
            var sequence = new KroneckerSequence(2, Stream(replica));
            double[] point = new double[2];
            sequence.Next(point);
            sum += point[0] * point[1];
        }

        // The variance of a product of two uniforms is 1/9 - 1/16; five standard errors.
        Assert.Equal(0.25, sum / shifts, 5 * Math.Sqrt(7.0 / 144 / shifts));
    }

    [Fact]
    public void Same_start_gives_the_same_points()
    {
        double[] first = new double[3], second = new double[3];
        (KroneckerSequence a, KroneckerSequence b) = (new(3, Stream(5)), new(3, Stream(5)));
        for (int n = 0; n < 100; n++)
        {
            a.Next(first);
            b.Next(second);
            Assert.Equal(first, second);
        }

        Assert.Throws<ArgumentException>(() => a.Next(new double[2]));
    }

    [Fact]
    public void Uniform_numbers_are_odd_multiples_of_2_to_the_minus_53()
    {
        RandomStream stream = Stream(7);
        for (int n = 0; n < 10000; n++)
        {
            double scaled = Math.ScaleB(stream.NextDouble(), 53);
            Assert.Equal(1, scaled % 2);
        }
    }

    private static RandomStream Stream(int replica) => RandomStream.For(1, 0, replica, StreamPurpose.Test);
}
