using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class SlicedDistanceTests
{
    [Theory, InlineData(2), InlineData(3), InlineData(4), InlineData(6)]
    public void A_translation_costs_its_mean_projection(int dimension)
    {
        PointCloud a = Clouds.Uniform(100, dimension, 31);
        PointCloud b = Clouds.Mapped(a, p => [p[0] + 2, .. p[1..]]);
        GroundMetric metric = GroundMetric.Euclidean(dimension);
        double expected = 2 / EnergyDistance.ProjectionConstant(dimension);
        SlicedResult result = SlicedWasserstein.Distance(a, b, metric, 512);
        Assert.Equal(expected, result.Value, 0.02 * expected);
        Assert.InRange(result.StandardError, 1e-6, 0.05);
    }

    [Fact]
    public void Both_are_metrics() => Clouds.Triples.Sample(t =>
    {
        (double, Func<PointCloud, PointCloud, double>)[] distances =
        [
            (1e-12, (p, q) => SlicedWasserstein.Distance(p, q, t.Metric, 16).Value / t.Scale),
            (1e-7, (p, q) => EnergyDistance.Sliced(p, q, t.Metric, 16).Value / Math.Sqrt(t.Scale)), // a root of a sum good to 1e-15
        ];
        foreach ((double slack, Func<PointCloud, PointCloud, double> distance) in distances)
        {
            double ab = distance(t.A, t.B);
            Assert.Equal(ab, distance(t.B, t.A), slack);
            Assert.True(distance(t.A, t.C) <= ab + distance(t.B, t.C) + slack);
            Assert.Equal(0, distance(t.A, Clouds.Permuted(t.A, 1)), slack);
        }
    }, iter: 200);

    [Fact]
    public void Sliced_W1_is_at_most_W1() => Clouds.Triples.Sample(t =>
        Assert.True(SlicedWasserstein.Distance(t.A, t.B, t.Metric).Value <= ExactTransport.Solve(t.A, t.B, t.Metric).Value + 1e-11 * t.Scale), iter: 200);

    [Fact]
    public void In_one_dimension_the_sliced_energy_distance_is_the_double_sum() => Clouds.Triples.Where(t => t.A.Dimension == 1).Sample(t =>
    {
        GroundMetric line = GroundMetric.Euclidean(1);
        double sliced = EnergyDistance.Sliced(t.A, t.B, line).Value, direct = EnergyDistance.Direct(t.A, t.B, line);
        Assert.Equal(direct * direct, sliced * sliced, 1e-13 * t.Scale * 20);
    }, iter: 200);

    [Theory, InlineData(2, false), InlineData(3, false), InlineData(4, false), InlineData(2, true), InlineData(4, true)]
    public void The_sliced_energy_distance_is_near_the_double_sum(int dimension, bool periodic)
    {
        PointCloud a = Clouds.Uniform(200, dimension, 33, weighted: true);
        PointCloud b = Clouds.Mapped(Clouds.Uniform(150, dimension, 34), p => [0.5 * p[0], .. p[1..]]);
        GroundMetric metric = new([.. Enumerable.Range(0, dimension).Select(axis => periodic && 2 * axis < dimension ? 1 : double.PositiveInfinity)]);
        double direct = EnergyDistance.Direct(a, b, metric);
        Assert.Equal(direct, EnergyDistance.Sliced(a, b, metric, 1024).Value, 0.01 * direct);
    }

    [Fact]
    public void The_floor_of_independent_draws_is_the_mean_distance_over_their_number()
    {
        const int draws = 400, count = 20;
        GroundMetric metric = GroundMetric.ForPhaseSpace(new Torus(1.0));
        PointCloud law = Clouds.Uniform(500, 2, 35, weighted: true);
        double[] squares = new double[draws];
        RandomStream random = Clouds.Stream(36);
        for (int draw = 0; draw < draws; draw++)
        {
            double[][] sample = [new double[count], new double[count]];
            for (int i = 0; i < count; i++)
            {
                double level = random.NextDouble();
                int point = 0;
                while (point < law.Count - 1 && (level -= law.Weight(point)) > 0) point++;
                (sample[0][i], sample[1][i]) = (law.Coordinates[0][point], law.Coordinates[1][point]);
            }

            double distance = EnergyDistance.Sliced(new PointCloud(sample), law, metric, 30).Value;
            squares[draw] = distance * distance;
        }

        double mean = squares.Average(), error = Math.Sqrt(squares.Sum(square => (square - mean) * (square - mean)) / draws / (draws - 1));
        double expected = EnergyDistance.MeanDistance(law, metric) / count;
        Assert.InRange(error / expected, 0.005, 0.1);
        Assert.Equal(expected, mean, 4 * error + 0.01 * expected); // thirty directions are good for 1 %
    }

    [Fact]
    public void The_unbiased_estimate_is_zero_on_the_average_for_draws_of_one_law()
    {
        GroundMetric metric = GroundMetric.Euclidean(2);
        double[] estimates = [.. Enumerable.Range(0, 200).Select(draw =>
            new SlicedComparison(Clouds.Uniform(30, 2, (ulong)(900 + 2 * draw)), Clouds.Uniform(50, 2, (ulong)(901 + 2 * draw)), metric, 16).UnbiasedEnergySquared(secondIsExact: false))];
        double error = Math.Sqrt(estimates.Sum(value => value * value)) / estimates.Length;
        Assert.InRange(estimates.Average(), -4 * error, 4 * error);
        Assert.Contains(estimates, value => value < 0);
        Assert.True(error < 0.1 * EnergyDistance.MeanDistance(Clouds.Uniform(300, 2, 899), metric) * (1 / 30.0 + 1 / 50.0)); // far under what it removes
    }

    [Fact]
    public void Its_second_moments_are_those_of_the_double_sums()
    {
        GroundMetric metric = GroundMetric.Euclidean(2);
        PointCloud a = Clouds.Uniform(40, 2, 61), b = Clouds.Uniform(30, 2, 62, weighted: true);
        var comparison = new SlicedComparison(a, b, metric, 2048);
        double squared = Math.Pow(EnergyDistance.Direct(a, b, metric), 2), one = EnergyDistance.MeanDistance(a, metric) / 39, two = EnergyDistance.MeanDistance(b, metric) / 29;
        Assert.Equal(squared - one, comparison.UnbiasedEnergySquared(secondIsExact: true), 1e-5);
        Assert.Equal(squared - one - two, comparison.UnbiasedEnergySquared(secondIsExact: false), 1e-5);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(4)]
    public void The_largest_projection_is_under_W1_and_threads_change_no_bit(int dimension)
    {
        PointCloud a = Clouds.Uniform(700, dimension, 63), b = Clouds.Mapped(Clouds.Uniform(900, dimension, 64, weighted: true), p => [1.2 * p[0], .. p[1..]]);
        GroundMetric metric = new([1.5, .. Enumerable.Repeat(double.PositiveInfinity, dimension - 1)]);
        SlicedComparison once = new(a, b, metric), twice = new(a, b, metric, threads: 3);
        Assert.Equal(once.Wasserstein, twice.Wasserstein);
        Assert.Equal(once.Energy, twice.Energy);
        Assert.Equal(once.UnbiasedEnergySquared(true), twice.UnbiasedEnergySquared(true));
        Assert.InRange(once.LargestWasserstein, once.Wasserstein.Value, ExactTransport.Solve(a, b, metric).Value);
        Assert.Equal(1, once.SteepestDirection.Sum(component => component * component), 1e-12);
    }

    [Fact]
    public void Both_ignore_common_translations_and_turns_of_the_torus()
    {
        var metric = new GroundMetric(2.0, double.PositiveInfinity);
        PointCloud a = Clouds.Uniform(80, 2, 37), b = Clouds.Uniform(80, 2, 38, weighted: true);
        static double[] Move(double[] p) => [p[0] + 7.3, p[1] - 11];
        PointCloud c = Clouds.Mapped(a, Move), d = Clouds.Mapped(b, Move);
        Assert.Equal(EnergyDistance.Direct(a, b, metric), EnergyDistance.Direct(c, d, metric), 1e-9);
        double sliced = SlicedWasserstein.Distance(a, b, metric, 2000).Value;
        Assert.Equal(sliced, SlicedWasserstein.Distance(c, d, metric, 2000).Value, 0.01 * sliced);
    }
}
