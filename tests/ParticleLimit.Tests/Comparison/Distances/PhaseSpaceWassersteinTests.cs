using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class PhaseSpaceWassersteinTests
{
    [Theory, InlineData(2, false), InlineData(2, true), InlineData(4, false), InlineData(4, true), InlineData(6, true)]
    public void Bounds_hold_the_exact_distance_and_are_near_it(int dimension, bool periodic)
    {
        PointCloud a = Clouds.Uniform(1500, dimension, 43), b = Clouds.Mapped(Clouds.Uniform(2500, dimension, 44, weighted: true), p => [p[0] * p[0] + 0.2, .. p[1..]]);
        GroundMetric metric = new([periodic ? 1 : double.PositiveInfinity, .. Enumerable.Repeat(double.PositiveInfinity, dimension - 1)]);
        double exact = PhaseSpaceWasserstein.Distance(a, b, metric).Value;
        foreach (int cells in new[] { 1, 40, 1000 })
        {
            DistanceResult bounds = PhaseSpaceWasserstein.Distance(a, b, metric, exactPoints: 0, cells);
            Assert.InRange(exact, bounds.Lower, bounds.Upper);
            if (cells == 1000) Assert.InRange(bounds.Upper - bounds.Lower, 0, 0.1 * exact);
        }
    }

    [Fact]
    public void Bounds_hold_the_exact_distance_of_degenerate_clouds() => Clouds.Triples.Sample(drawn =>
    {
        double exact = ExactTransport.Solve(drawn.A, drawn.B, drawn.Metric).Value;
        DistanceResult bounds = PhaseSpaceWasserstein.Distance(drawn.A, drawn.B, drawn.Metric, exactPoints: 0, cells: 3);
        Assert.InRange(exact, bounds.Lower - 1e-12 * drawn.Scale, bounds.Upper + 1e-12 * drawn.Scale);
        Assert.InRange(bounds.Value, bounds.Lower, bounds.Upper);
    }, iter: 300);

    [Theory, InlineData(2), InlineData(4), InlineData(6)]
    public void A_translation_by_far_is_found_exactly(int dimension)
    {
        PointCloud a = Clouds.Uniform(1000, dimension, 47), b = Clouds.Permuted(Clouds.Mapped(a, p => [.. p.Select(coordinate => coordinate + 3)]), 48);
        DistanceResult bounds = PhaseSpaceWasserstein.Distance(a, b, GroundMetric.Euclidean(dimension), exactPoints: 0, cells: 50);
        double exact = 3 * Math.Sqrt(dimension);
        Assert.InRange(exact, bounds.Lower, bounds.Upper + 1e-12);
        Assert.InRange(bounds.Upper - bounds.Lower, 0, 0.005 * exact);
    }

    [Fact]
    public void A_cloud_is_at_no_distance_from_its_permutation()
    {
        PointCloud a = Clouds.Uniform(900, 4, 45);
        DistanceResult result = PhaseSpaceWasserstein.Distance(a, Clouds.Permuted(a, 46), GroundMetric.Euclidean(4), exactPoints: 0, cells: 50);
        Assert.Equal(0, result.Upper, 1e-14);
    }

    [Fact]
    public void The_bounds_do_not_depend_on_threads()
    {
        PointCloud a = Clouds.Uniform(700, 4, 49), b = Clouds.Uniform(1000, 4, 50);
        Assert.Equal(PhaseSpaceWasserstein.Distance(a, b, GroundMetric.Euclidean(4), 0, 200), PhaseSpaceWasserstein.Distance(a, b, GroundMetric.Euclidean(4), 0, 200, threads: 3));
    }

    [Theory, InlineData(1), InlineData(5), InlineData(10)]
    public void Midpoints_of_squares_are_as_far_from_the_uniform_law_as_points_of_a_square_from_its_centre(int perSide)
    {
        double[] x = new double[perSide * perSide], v = new double[x.Length];
        for (int i = 0; i < x.Length; i++) (x[i], v[i]) = ((i / perSide + 0.5) / perSide, (i % perSide + 0.5) / perSide);
        DistanceResult bounds = PhaseSpaceWasserstein.DistanceToLaw(new PointCloud([x, v]), LowDiscrepancy(20_000, 2), GroundMetric.Euclidean(2));
        double exact = Clouds.FromCentre / perSide;
        Assert.InRange(exact, bounds.Lower, bounds.Upper);
        Assert.InRange(bounds.Upper - bounds.Lower, 0, 0.05 * exact);
    }

    [Fact]
    public void The_lower_bound_for_a_law_is_not_raised_by_the_noise_of_its_sample()
    {
        // As many particles as points: the clouds are much farther from each other than the particles from the law.
        PointCloud particles = Clouds.Uniform(4000, 4, 51), sample = LowDiscrepancy(4000, 4), fine = LowDiscrepancy(100_000, 4);
        DistanceResult law = PhaseSpaceWasserstein.DistanceToLaw(particles, sample, GroundMetric.Euclidean(4));
        DistanceResult clouds = PhaseSpaceWasserstein.Distance(particles, sample, GroundMetric.Euclidean(4));
        DistanceResult better = PhaseSpaceWasserstein.Distance(particles, fine, GroundMetric.Euclidean(4));
        Assert.True(better.Upper < clouds.Lower);
        Assert.InRange(better.Value, law.Lower, law.Upper);
    }

    private static PointCloud LowDiscrepancy(int count, int dimension)
    {
        var sequence = new KroneckerSequence(dimension);
        double[][] axes = [.. Enumerable.Range(0, dimension).Select(_ => new double[count])];
        double[] point = new double[dimension];
        for (int i = 0; i < count; i++)
        {
            sequence.Next(point);
            for (int axis = 0; axis < dimension; axis++) axes[axis][i] = point[axis];
        }

        return new PointCloud(axes);
    }
}
