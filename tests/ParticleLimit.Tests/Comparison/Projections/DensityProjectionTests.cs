using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Sliced and kernel distances to a density agree with those to very many points of it, and with closed forms.</summary>
public class DensityProjectionTests
{
    private static readonly GroundMetric Plane = GroundMetric.Euclidean(2), Cylinder = new(2, double.PositiveInfinity);

    private static readonly Gen<CellDensity> Densities =
        from rows in Gen.Int[1, 30]
        from columns in Gen.Int[1, 30]
        from seed in Gen.ULong
        from height in Gen.Double[0.01, 3]
        select Random(rows, columns, seed, height);

    [Fact]
    public void They_are_those_to_many_points_of_the_density() => Gen.Select(Densities, Gen.Bool, Gen.Bool).Sample((density, periodic, weighted) =>
    {
        GroundMetric metric = periodic ? Cylinder : Plane;
        PointCloud cloud = Clouds.Uniform(60, 2, 71, weighted), points = density.Points(400_000);
        SlicedComparison exact = new(cloud, density, metric, 16), sampled = new(cloud, points, metric, 16);
        Assert.Equal(sampled.Wasserstein.Value, exact.Wasserstein.Value, 2e-4 * sampled.Wasserstein.Value);
        Assert.Equal(sampled.Energy.Value, exact.Energy.Value, 2e-4 * sampled.Energy.Value);
        Assert.Equal(sampled.EnergyFloor, exact.EnergyFloor, 2e-4 * sampled.EnergyFloor);
        Assert.Equal(sampled.UnbiasedEnergySquared(secondIsExact: true), exact.UnbiasedEnergySquared(secondIsExact: true), 4e-4 * sampled.Energy.Value * sampled.Energy.Value);
        foreach (SpectralKernel kernel in (SpectralKernel[])[SpectralKernel.Gaussian(1), SpectralKernel.Sobolev(2.5, 2, 1)])
        {
            KernelResult one = KernelDistance.Of(cloud, density, metric, kernel), many = KernelDistance.Of(cloud, points, metric, kernel);
            Assert.Equal(many.Value, one.Value, 5e-4 * many.Value);
            Assert.Equal(many.Floor, one.Floor, 5e-4 * many.Floor);
        }
    }, iter: 12);

    [Theory, InlineData(1.0, 1.0), InlineData(3.0, 0.01), InlineData(1e-3, 1.0)]
    public void A_rectangle_is_as_far_from_a_point_as_its_points_are(double width, double height)
    {
        // W1 from a point on a line is the mean distance from it, and its mean over lines the mean distance times 2 / pi.
        var density = new CellDensity(0, width / 8, 0, height / 5, Filled(8, 5));
        var point = new PointCloud([[-1.5], [2.0]]);
        double expected = 0;
        const int Nodes = 2000;
        for (int i = 0; i < Nodes; i++)
            for (int j = 0; j < Nodes; j++) expected += double.Hypot(width * (i + 0.5) / Nodes + 1.5, height * (j + 0.5) / Nodes - 2);
        expected *= 2 / Math.PI / Nodes / Nodes;
        Assert.Equal(expected, new SlicedComparison(point, density, Plane, 1024).Wasserstein.Value, 1e-5 * expected);
    }

    [Fact]
    public void A_reflection_in_a_point_changes_nothing() => Gen.Select(Densities, Gen.Bool).Sample((density, periodic) =>
    {
        // The embedded circle is reflected by half a turn.
        GroundMetric metric = periodic ? Cylinder : Plane;
        PointCloud cloud = Clouds.Uniform(40, 2, 72), reflected = Clouds.Mapped(cloud, p => [periodic ? p[0] + 1 : -p[0], -p[1]]);
        (int rows, int columns) = (density.Masses.GetLength(0), density.Masses.GetLength(1));
        var masses = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) masses[i, j] = density.Masses[periodic ? i : rows - 1 - i, columns - 1 - j];
        double left = periodic ? density.PositionFrom + 1 : -density.PositionFrom - rows * density.PositionStep, bottom = -density.VelocityFrom - columns * density.VelocityStep;
        double expected = Direct(cloud, density, metric);
        Assert.Equal(expected, Direct(reflected, new CellDensity(left, density.PositionStep, bottom, density.VelocityStep, masses), metric), 1e-9 * expected);
    }, iter: 30);

    [Fact]
    public void Finer_cells_of_the_same_density_change_nothing() => Gen.Select(Densities, Gen.Bool, Gen.Int[2, 7]).Sample((density, periodic, parts) =>
    {
        GroundMetric metric = periodic ? Cylinder : Plane;
        PointCloud cloud = Clouds.Uniform(40, 2, 73);
        var cut = new double[density.Masses.GetLength(0), parts * density.Masses.GetLength(1)];
        for (int i = 0; i < cut.GetLength(0); i++)
            for (int j = 0; j < cut.GetLength(1); j++) cut[i, j] = density.Masses[i, j / parts];
        var finer = new CellDensity(density.PositionFrom, density.PositionStep, density.VelocityFrom, density.VelocityStep / parts, cut);
        double expected = Direct(cloud, density, metric);
        Assert.Equal(expected, Direct(cloud, finer, metric), 1e-6 * expected);
    }, iter: 30);

    [Theory, InlineData(3000, 3), InlineData(2, 9000)]
    public void Cells_finer_or_coarser_than_the_nodes_are_projected_alike(int positions, int velocities)
    {
        PointCloud cloud = Clouds.Uniform(50, 2, 74);
        var fine = new CellDensity(0, 1.0 / positions, 0, 1.0 / velocities, Filled(positions, velocities));
        double expected = Direct(cloud, new CellDensity(0, 1, 0, 1, Filled(1, 1)), Plane);
        Assert.Equal(expected, Direct(cloud, fine, Plane), 1e-6 * expected);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        PointCloud cloud = Clouds.Uniform(3000, 2, 75, weighted: true);
        SlicedComparison one = new(cloud, Random(20, 30, 5, 1), Cylinder), three = new(cloud, Random(20, 30, 5, 1), Cylinder, threads: 3);
        Assert.Equal(one.Wasserstein, three.Wasserstein);
        Assert.Equal(one.Energy, three.Energy);
    }

    [Fact]
    public void The_floor_is_that_of_draws_from_the_density()
    {
        // The mean of the squares over independent draws, and of the unbiased estimates, whose expectation is zero.
        CellDensity density = new(0, 1, -1, 2, Filled(1, 1));
        double[][] draws = [.. Enumerable.Range(0, 300).Select(k =>
        {
            var comparison = new SlicedComparison(Clouds.Mapped(Clouds.Uniform(50, 2, (ulong)(7600 + k)), p => [p[0], 2 * p[1] - 1]), density, Plane, 16);
            return (double[])[comparison.Energy.Value * comparison.Energy.Value, comparison.UnbiasedEnergySquared(true), comparison.EnergyFloor * comparison.EnergyFloor];
        })];
        double floor = draws[0][2], spread = Math.Sqrt(draws.Average(draw => draw[1] * draw[1]) / draws.Length);
        Assert.InRange(spread / floor, 1e-3, 0.1);
        Assert.Equal(floor, draws.Average(draw => draw[0]), 4 * spread);
        Assert.Equal(0, draws.Average(draw => draw[1]), 4 * spread);
    }

    [Fact]
    public void A_density_wider_than_the_period_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SlicedComparison(Clouds.Uniform(5, 2, 1), new CellDensity(0, 1, 0, 1, Filled(3, 1)), Cylinder));

    private static double Direct(PointCloud cloud, CellDensity density, GroundMetric metric) => new SlicedComparison(cloud, density, metric, 64).Energy.Value;

    private static double[,] Filled(int rows, int columns)
    {
        var masses = new double[rows, columns];
        System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref masses[0, 0], masses.Length).Fill(1);
        return masses;
    }

    /// <summary>A density of random masses, many of them zero, as long as a period.</summary>
    private static CellDensity Random(int rows, int columns, ulong seed, double height)
    {
        RandomStream random = Clouds.Stream(seed);
        var masses = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) masses[i, j] = Math.Max(random.NextDouble() - 0.4, 0);
        masses[rows / 2, columns / 2] += 0.1;
        return new CellDensity(-0.3, 2.0 / rows, -height / 3, height / columns, masses);
    }
}
