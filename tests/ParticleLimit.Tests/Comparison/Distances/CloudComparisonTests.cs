using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class CloudComparisonTests
{
    /// <summary>The gradient of a convex function takes a cloud to its image at the least cost of order 2 (Brenier), and a translation does so of order 1.</summary>
    [Theory, InlineData(1, 1, true), InlineData(1, 2, false), InlineData(2, 2, false), InlineData(1, 2, true), InlineData(2, 2, true)]
    public void Brackets_of_large_clouds_hold_the_distance_of_all_their_points(int d, int axes, bool bounds)
    {
        PointCloud a = Clouds.Uniform(8000, axes, 61);
        PointCloud stretched = Clouds.Mapped(a, p => [.. p.Select((x, axis) => (1.01 + 0.01 * axis) * x + 0.003)]), moved = Clouds.Mapped(a, p => [.. p.Select(x => x + 0.003)]);
        double squared = 0;
        for (int i = 0; i < a.Count; i++)
            for (int axis = 0; axis < axes; axis++) squared += Math.Pow(stretched.Coordinates[axis][i] - a.Coordinates[axis][i], 2) / a.Count;

        DistanceResult Compute(string measure, PointCloud b) =>
            new CloudComparison(a, Clouds.Permuted(b, 62), new FreeSpace(d), exactPoints: bounds ? 0 : PhaseSpaceWasserstein.ExactPoints).Compute(measure);
        DistanceResult w2 = Compute("w2", stretched), w1 = Compute("w1", moved), bounded = Compute("bounded-lipschitz", moved);
        double exact = Math.Sqrt(squared), length = 0.003 * Math.Sqrt(axes), slack = 1e-12; // of the images' rounding
        Assert.InRange(exact, w2.Lower - slack, w2.Upper + slack);
        Assert.InRange(length, w1.Lower - slack, w1.Upper + slack);
        Assert.InRange(length, bounded.Lower - slack, bounded.Upper + slack);
        if (bounds) return;
        Assert.InRange(w2.Upper - w2.Lower, 0, 1e-6 * exact);
        Assert.InRange(bounded.Upper - bounded.Lower, 0, 1e-6 * length);
    }

    [Theory, InlineData(0), InlineData(1000)]
    public void Bounded_lipschitz_counts_no_distance_beyond_two(int exactPoints)
    {
        // Half of the mass has to go 10, which costs 2, and the other half 0.5.
        var a = new PointCloud([[0.0, 0.1, 5.0, 5.1], [0.0, 0, 0, 0]]);
        var b = new PointCloud([[0.5, 0.6, 15.0, 15.1], [0.0, 0, 0, 0]]);
        DistanceResult result = new CloudComparison(a, b, new FreeSpace(1), exactPoints: exactPoints).Compute("bounded-lipschitz");
        Assert.InRange((0.5 + 2) / 2, result.Lower - 1e-15, result.Upper + 1e-15);
        if (exactPoints > 0) Assert.Equal(1.25, result.Value, 1e-13);
    }

    [Fact]
    public void W2_of_a_law_is_not_that_of_its_sample()
    {
        // The midpoints of 10 x 10 squares are as far from the uniform law as points of a square from its centre; a sample of as many points is farther.
        int[] points = [.. Enumerable.Range(0, 100)];
        var lattice = new PointCloud([[.. points.Select(k => (k / 10 + 0.5) / 10)], [.. points.Select(k => (k % 10 + 0.5) / 10)]]);
        var sequence = new KroneckerSequence(2);
        double[][] axes = [new double[20_000], new double[20_000]];
        double[] point = new double[2];
        for (int i = 0; i < axes[0].Length; i++)
        {
            sequence.Next(point);
            (axes[0][i], axes[1][i]) = (point[0], point[1]);
        }

        DistanceResult law = new CloudComparison(lattice, new PointCloud(axes), new FreeSpace(1), ofLaw: true).Compute("w2");
        double exact = Math.Sqrt(1.0 / 600);
        Assert.InRange(exact, law.Lower, law.Upper);
        Assert.InRange(law.Lower, 0.98 * exact, exact);
    }
}
