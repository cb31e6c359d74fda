using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class ResolvedDensityTests
{
    [Fact]
    public void Joining_four_cells_moves_no_more_than_it_says()
    {
        CellDensity fine = Clouds.Density(24, (x, v) => 0.2 + x * x + Math.Sin(7 * v) * Math.Sin(7 * v));
        CellDensity coarse = fine.Coarsened(out double move, out double rootMeanSquareMove)!;
        double distance = ExactTransport.Solve(fine.Points(1), coarse.Points(4 * coarse.Masses.Length), GroundMetric.Euclidean(2)).Value;
        Assert.InRange(distance, 1e-6, move); // centres of cells of one size stand for the cells
        distance = ExactTransport.Solve(fine.Points(1), coarse.Points(4 * coarse.Masses.Length), GroundMetric.Euclidean(2), order: 2).Value;
        Assert.InRange(distance, 1e-6, rootMeanSquareMove);
        Assert.Equal(fine.Masses.Cast<double>().Sum(), coarse.Masses.Cast<double>().Sum(), 1e-14);
        Assert.Null(Clouds.Density(5, (x, v) => 1).Coarsened(out _, out _));
    }

    [Fact]
    public void A_uniform_density_needs_few_cells_and_a_rough_one_many()
    {
        Assert.Equal(32, new ResolvedDensity(Clouds.Density(256, (x, v) => 1)).For(100_000).Masses.GetLength(0));
        var rough = new ResolvedDensity(Clouds.Density(256, (x, v) => x + v > 0.9 ? 1 : 0));
        CellDensity few = rough.For(100), many = rough.For(100_000);
        Assert.True(few.Masses.GetLength(0) < many.Masses.GetLength(0));
        Assert.True(few.Error > many.Error && many.Error > 0);
    }

    [Fact]
    public void What_is_constant_on_its_cells_is_known_exactly()
    {
        CellDensity rough = Clouds.Density(64, (x, v) => x + v > 0.9 ? 1 : 0.1);
        var exact = new ResolvedDensity(rough, isConstantOnCells: true);
        var limit = new ResolvedDensity(rough);
        Assert.Equal((0, 0), (exact.Finest.Error, exact.Finest.RootMeanSquareError));
        Assert.True(limit.Finest.Error > 0 && limit.Finest.RootMeanSquareError > 0);
        Assert.True(exact.For(1).Error > 0); // joined cells are not it
    }

    [Fact]
    public void The_error_of_a_density_widens_the_bracket()
    {
        CellDensity density = Clouds.Density(16, (x, v) => 1);
        PointCloud particles = Clouds.Uniform(50, 2, 71);
        DistanceResult alone = DensityWasserstein.Distance(particles, density, GroundMetric.Euclidean(2));
        DistanceResult standing = DensityWasserstein.Distance(particles, density.Standing(0.01, 0.01), GroundMetric.Euclidean(2));
        Assert.Equal(alone.Lower - 0.01, standing.Lower, 1e-15);
        Assert.Equal(alone.Upper + 0.01, standing.Upper, 1e-15);
    }
}
