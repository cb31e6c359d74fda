using CsCheck;
using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class MarginalWassersteinTests
{
    [Fact]
    public void The_line_agrees_with_exact_transport() => Clouds.Triples.Where(t => t.A.Dimension == 1).Sample(t =>
        Assert.Equal(
            ExactTransport.Solve(t.A, t.B, GroundMetric.Euclidean(1)).Value,
            MarginalWasserstein.Line(t.A.Coordinates[0], t.A.Weights, t.B.Coordinates[0], t.B.Weights),
            1e-11 * t.Scale), iter: 200);

    [Fact]
    public void The_circle_agrees_with_exact_transport() => Clouds.Triples.Where(t => t.A.Dimension == 1).Sample(t =>
        Assert.Equal(
            ExactTransport.Solve(t.A, t.B, new GroundMetric(0.7 * t.Scale)).Value,
            MarginalWasserstein.Circle(t.A.Coordinates[0], t.A.Weights, t.B.Coordinates[0], t.B.Weights, 0.7 * t.Scale),
            1e-11 * t.Scale), iter: 200);

    [Fact]
    public void The_circle_is_the_best_of_all_cyclic_matchings()
    {
        const int count = 60;
        double[] x = Clouds.Uniform(count, 1, 21).Coordinates[0], y = Clouds.Uniform(count, 1, 22).Coordinates[0];
        double[] first = [.. x.Order()], second = [.. y.Order()];
        double best = double.PositiveInfinity;
        for (int turn = -count; turn <= count; turn++)
        {
            double cost = 0;
            for (int i = 0; i < count; i++)
            {
                int k = i + turn;
                int wraps = (int)Math.Floor(k / (double)count);
                cost += Math.Abs(first[i] - (second[k - wraps * count] + wraps));
            }

            best = Math.Min(best, cost / count);
        }

        Assert.Equal(best, MarginalWasserstein.Circle(x, null, y, null, 1), 1e-14);
    }

    [Fact]
    public void A_rotation_of_the_circle_costs_at_most_its_angle_and_nothing_for_a_whole_turn()
    {
        double[] x = Clouds.Uniform(40, 1, 23).Coordinates[0];
        Assert.Equal(0, MarginalWasserstein.Circle(x, null, Array.ConvertAll(x, value => value - 3), null, 1), 1e-14);
        Assert.Equal(0.25, MarginalWasserstein.Circle([0.9], null, [0.15], null, 1), 1e-15);
        Assert.Equal(0.5, MarginalWasserstein.Circle([0.0, 0.0], null, [0.5], null, 1), 1e-15);
    }

    [Theory, InlineData(100), InlineData(5000)]
    public void Order_of_the_points_and_splitting_of_a_weight_do_not_matter(int count)
    {
        PointCloud a = Clouds.Uniform(count, 1, 24, weighted: true), b = Clouds.Uniform(count + 1, 1, 25);
        double value = MarginalWasserstein.Line(a.Coordinates[0], a.Weights, b.Coordinates[0], b.Weights);
        PointCloud shuffled = Clouds.Permuted(a, 26), split = PointCloud.Concat([a, shuffled]);
        Assert.Equal(value, MarginalWasserstein.Line(shuffled.Coordinates[0], shuffled.Weights, b.Coordinates[0], b.Weights), 1e-13);
        Assert.Equal(value, MarginalWasserstein.Line(split.Coordinates[0], split.Weights, b.Coordinates[0], b.Weights), 1e-13);
    }

    [Fact]
    public void Large_samples_with_outliers_and_ties_are_sorted_too()
    {
        double[] x = Clouds.Uniform(4000, 1, 27).Coordinates[0];
        double[] spread = Array.ConvertAll(x, value => value < 0.1 ? Math.Floor(100 * value) : value > 0.99 ? 1e12 * value : value);
        double expected = spread.Order().Zip(x.Order(), (p, q) => Math.Abs(p - q)).Sum() / x.Length;
        Assert.Equal(expected, MarginalWasserstein.Line(spread, null, x, null), 1e-12 * expected);
        double[] weights = [.. Enumerable.Repeat(1.0 / x.Length, x.Length)];
        Assert.Equal(expected, MarginalWasserstein.Line(spread, weights, x, weights), 1e-11 * expected);
    }
}
