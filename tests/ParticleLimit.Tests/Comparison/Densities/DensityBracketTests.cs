using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Densities that fill a small part of their grid, and brackets of a width asked for.</summary>
public class DensityBracketTests
{
    private static readonly GroundMetric Plane = GroundMetric.Euclidean(2);

    [Theory, InlineData(4), InlineData(15)]
    public void A_lattice_against_its_square_costs_what_each_point_pays_for_its_own_cell(int side)
    {
        foreach (double bracket in (double[])[0.05, 0.02])
        {
            DistanceResult result = DensityWasserstein.Within(Lattice(side, 0), Framed(4, 0, 1), Plane, bracket);
            Assert.InRange(Clouds.FromCentre / side, result.Lower, result.Upper);
            Assert.True(result.Upper - result.Lower <= bracket * result.Value, $"{result}");
        }
    }

    [Theory, InlineData(0.3), InlineData(3)]
    public void A_lattice_that_is_shifted_costs_its_shift_at_least(double shift)
    {
        DistanceResult result = DensityWasserstein.Within(Lattice(15, shift), Framed(4, 0, 1), Plane, 0.03);
        Assert.True(result.Upper >= shift && result.Lower <= shift + Clouds.FromCentre / 15, $"{result}");
        Assert.True(result.Upper - result.Lower <= 0.03 * result.Value, $"{result}");
    }

    [Theory, InlineData(0.0), InlineData(1e-14)]
    public void A_grid_much_wider_than_the_density_and_tails_in_it_change_next_to_nothing(double tail)
    {
        PointCloud particles = Clouds.Uniform(400, 2, 71);
        DistanceResult alone = DensityWasserstein.Distance(particles, Framed(8, 0, 1), Plane), framed = DensityWasserstein.Distance(particles, Framed(8, tail, 15), Plane);
        Assert.InRange(framed.Lower, 0.999 * alone.Lower, alone.Upper);
        Assert.InRange(framed.Upper, alone.Lower, 1.001 * alone.Upper);
    }

    [Fact]
    public void A_period_of_which_all_fills_less_than_half_does_not_matter()
    {
        PointCloud particles = Clouds.Uniform(300, 2, 72);
        Assert.Equal(DensityWasserstein.Distance(particles, Framed(8, 0, 1), Plane), DensityWasserstein.Distance(particles, Framed(8, 0, 1), new GroundMetric(2.5, double.PositiveInfinity)));
    }

    [Fact]
    public void A_thin_density_costs_what_it_costs_on_a_line()
    {
        const int count = 50;
        const double thickness = 1e-3;
        PointCloud particles = Clouds.Uniform(count, 2, 73);
        double[] x = [.. particles.Coordinates[0].Order()];
        double line = 0; // int |F_N(s) - s| ds, piece by piece between the particles
        for (int k = 0; k <= count; k++)
        {
            double from = k == 0 ? 0 : x[k - 1], to = k == count ? 1 : x[k], level = (double)k / count;
            line += level <= from || level >= to ? Math.Abs((from + to) / 2 - level) * (to - from) : ((level - from) * (level - from) + (to - level) * (to - level)) / 2;
        }

        DistanceResult result = DensityWasserstein.Within(new PointCloud([x, [.. x.Select(_ => thickness / 2)]]), new CellDensity(0, 1, 0, thickness, new double[,] { { 1 } }), Plane, 0.03);
        Assert.True(result.Lower <= line + thickness / 4 && result.Upper >= line, $"{line} {result}");
        Assert.True(result.Upper - result.Lower <= 0.03 * result.Value, $"{result}");
    }

    [Fact]
    public void On_a_bent_band_the_bracket_holds_the_exact_distance_and_is_as_narrow_as_asked()
    {
        // A square squeezed and bent as alignment and free motion do it, in a grid of which it fills a few per cent.
        const int cells = 240, finer = 1200;
        double[,] masses = new double[cells, cells];
        for (int i = 0; i < finer; i++)
        {
            for (int j = 0; j < finer; j++)
            {
                (double x, double v) = Bent((i + 0.5) / finer, (j + 0.5) / finer);
                masses[(int)(x * cells / 6), (int)(v * cells / 6)]++;
            }
        }

        var density = new CellDensity(0, 6.0 / cells, 0, 6.0 / cells, masses);
        RandomStream random = Clouds.Stream(74);
        double[][] points = [new double[600], new double[600]];
        for (int k = 0; k < 600; k++) (points[0][k], points[1][k]) = Bent(random.NextDouble(), random.NextDouble());
        var particles = new PointCloud(points);
        DistanceResult result = DensityWasserstein.Within(particles, density, Plane, 0.03);
        PointCloud quadrature = density.Points(10_000);
        double exact = ExactTransport.Solve(particles, quadrature, Plane).Value, step = 6.0 / cells / Math.Ceiling(Math.Sqrt(10_000 / (density.SupportArea / (6.0 / cells) / (6.0 / cells))));
        Assert.InRange(exact, result.Lower - 0.05 * step, result.Upper + 0.05 * step);
        Assert.True(result.Upper - result.Lower <= 0.03 * result.Value, $"{result}");

        static (double X, double V) Bent(double a, double b) => (2 + a + 0.5 * b, 3 + 0.3 * Math.Sin(3 * a) + 0.3 * b);
    }

    /// <summary>The unit square's uniform density on a grid that reaches some sides farther, with the same mass in all cells outside.</summary>
    private static CellDensity Framed(int cells, double tail, int sides)
    {
        double[,] masses = new double[sides * cells, sides * cells];
        int before = sides / 2 * cells;
        for (int i = 0; i < sides * cells; i++)
            for (int j = 0; j < sides * cells; j++) masses[i, j] = i >= before && i < before + cells && j >= before && j < before + cells ? 1 : tail;
        return new CellDensity(-(sides / 2), 1.0 / cells, -(sides / 2), 1.0 / cells, masses);
    }

    private static PointCloud Lattice(int side, double shift)
    {
        int[] all = [.. Enumerable.Range(0, side * side)];
        return new PointCloud([[.. all.Select(k => (k / side + 0.5) / side)], [.. all.Select(k => (k % side + 0.5) / side + shift)]]);
    }
}
