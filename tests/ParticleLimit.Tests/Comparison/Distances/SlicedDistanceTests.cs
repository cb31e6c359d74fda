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

    [Theory, InlineData(2), InlineData(3), InlineData(5), InlineData(9)]
    public void Directions_are_unit_vectors_and_isotropic(int dimension)
    {
        double[][] directions = SphereDirections.Generate(dimension, 60 * dimension);
        double slack = dimension == 3 ? 1.0 / directions.Length : 1e-12; // a spiral is isotropic up to its spacing, frames and half circle exactly
        for (int p = 0; p < dimension; p++)
            for (int q = 0; q < dimension; q++)
                Assert.Equal(p == q ? 1.0 / dimension : 0, directions.Average(direction => direction[p] * direction[q]), slack);
        Assert.All(directions, direction => Assert.Equal(1, direction.Sum(x => x * x), 1e-12));
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
