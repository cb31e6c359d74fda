using System.Collections.Immutable;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The homoenergetic solution of (1.3) in any d: u = A x with A = A0/(1 + A0 t), rho = n0/(1 + A0 t)^d, f = rho S^-d G((v - A x)/S) with
/// S' = -(A + gamma rho) S. A patch of it follows the solution as far inside as nothing from its edge has come.</summary>
public class HomoenergeticTests
{
    private const double Rate = 0.5, Gamma = 3, Time = 0.5, Side = 4, Spread = 0.5;

    [Fact]
    public void The_line_follows_it_with_second_order()
    {
        (double Density, double Velocity, double Variance) coarse = Errors(1, 96, 96, 0.125), fine = Errors(1, 192, 192, 0.0625);
        Assert.InRange(fine.Density, 0, 1e-4);
        Assert.InRange(fine.Velocity, 0, 1e-4);
        Assert.InRange(fine.Variance, 0, 5e-4);
        Assert.InRange(Math.Log2(coarse.Variance / fine.Variance), 1.7, 4.5);
        Assert.InRange(Math.Log2(coarse.Density / fine.Density), 1.7, 4.5);
    }

    [Theory]
    [InlineData(2, 40, 32)]
    [InlineData(3, 16, 16)]
    public void The_plane_and_space_follow_it(int d, int positions, int velocities)
    {
        (double density, double velocity, double variance) = Errors(d, positions, velocities, 0.125);
        double n = Math.Pow(Side, -d), cell = 2 * 1.7 / velocities;
        Assert.InRange(density, 0, 0.03 * n);
        Assert.InRange(velocity, 0, 0.01);
        Assert.InRange(variance, 0, d * cell * cell / 4);
    }

    [Theory]
    [InlineData(1, 48)]
    [InlineData(2, 16)]
    public void Moving_frames_follow_it_with_second_order(int d, int positions)
    {
        (double Density, double Velocity, double Variance) coarse = Errors(d, positions, 12, 0.125, framed: true), fine = Errors(d, 2 * positions, 24, 0.0625, framed: true);
        Assert.InRange(fine.Velocity, 0, 1e-3);
        Assert.InRange(Math.Log2(coarse.Density / fine.Density), 1.7, 5.5); // the remap's own order, 5, where rho is uniform
        Assert.InRange(Math.Log2(coarse.Variance / fine.Variance), 1.7, 4.5);
    }

    /// <summary>The largest errors of rho, of a component of u, and of the variance of v, over the cells within 1 of the middle.</summary>
    private static (double Density, double Velocity, double Variance) Errors(int d, int positions, int velocities, double step, bool framed = false)
    {
        var state = new ExpandingState(d);
        ImmutableArray<GridAxis> x = [.. Enumerable.Repeat(new GridAxis(-3, 3, positions), d)], v = [.. Enumerable.Repeat(new GridAxis(-1.7, 1.7, velocities), d)];
        var options = new GridSolverOptions(x, v, step, double.PositiveInfinity) { FrameCells = velocities }; // what the remaps spread from the edge may leave
        IGridSolver solver = framed ? new MovingFrameSolver(state, new FreeSpace(d), Gamma, options) : new GridSolver(state, new FreeSpace(d), Gamma, options);
        solver.AdvanceTo(Time);

        double growth = 1 + Rate * Time, n0 = Math.Pow(Side, -d);
        double exposure = d == 1 ? n0 * Math.Log(growth) / Rate : n0 * (1 - Math.Pow(growth, 1 - d)) / (Rate * (d - 1));
        double density = n0 / Math.Pow(growth, d), scale = Math.Exp(-Gamma * exposure) / growth, variance = d * scale * scale * ExpandingState.Law.Variance;
        double[] energies = solver.Columns().Energies;
        (double Density, double Velocity, double Variance) errors = default;
        Span<double> at = stackalloc double[d];
        for (int p = 0; p < solver.Density.Length; p++)
        {
            int rest = p;
            double squares = 0;
            for (int k = d - 1; k >= 0; rest /= positions, k--) at[k] = x[k].Centre(rest % positions);
            bool inside = true;
            foreach (double coordinate in at) inside &= Math.Abs(coordinate) < 1;
            if (!inside) continue;
            double own = solver.Density[p];
            errors.Density = Math.Max(errors.Density, Math.Abs(own - density));
            for (int k = 0; k < d; k++)
            {
                double u = solver.Momentum(k)[p] / own;
                squares += u * u;
                errors.Velocity = Math.Max(errors.Velocity, Math.Abs(u - Rate / growth * at[k]));
            }

            errors.Variance = Math.Max(errors.Variance, Math.Abs(energies[p] / own - squares - variance));
        }

        return errors;
    }

    /// <summary>Positions uniform in a cube, v = A0 x + w with independent components of w of a raised cosine.</summary>
    private sealed class ExpandingState(int dimension) : InitialState
    {
        public static readonly RaisedCosineMarginal Law = new(0, 2 * Spread, 1);

        public override int Dimension => dimension;

        public override int UniformsPerParticle => 2 * dimension;

        public override bool HasDensity => true;

        public override ImmutableArray<(double From, double To)> Support =>
            [.. Enumerable.Repeat((-Side / 2, Side / 2), dimension), .. Enumerable.Repeat((-Rate * Side / 2 - Spread, Rate * Side / 2 + Spread), dimension)];

        public override ImmutableArray<double> MeanVelocity => [.. new double[dimension]];

        public override double Temperature => dimension * (Rate * Rate * Side * Side / 12 + Law.Variance);

        public override double Entropy => dimension * (Law.Entropy - Math.Log(Side));

        public override double Supremum => Math.Pow(Law.Supremum / Side, dimension);

        public override double VelocityRadius => Math.Sqrt(dimension) * (Rate * Side / 2 + Spread);

        public override double VelocitySpread => VelocityRadius;

        public override bool IsHomogeneousOn(Torus torus) => false;

        public override void Map(ReadOnlySpan<double> uniforms, Span<double> position, Span<double> velocity)
        {
            for (int k = 0; k < dimension; k++)
            {
                position[k] = Side * (uniforms[k] - 0.5);
                velocity[k] = Rate * position[k] + Law.Quantile(uniforms[dimension + k]);
            }
        }

        public override double Density(ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
        {
            double density = 1;
            for (int k = 0; k < dimension; k++) density *= Math.Abs(position[k]) < Side / 2 ? Law.Density(velocity[k] - Rate * position[k]) / Side : 0;
            return density;
        }

        public override double Probability(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
        {
            double probability = 1;
            for (int k = 0; k < dimension; k++)
            {
                double a = Math.Max(-Side / 2, lower[k]), b = Math.Min(Side / 2, upper[k]), c = lower[dimension + k], d = upper[dimension + k];
                probability *= a < b ? Math.Max(0, Below(d, a, b) - Below(c, a, b)) : 0;
            }

            return probability;
        }

        // int_a^b P(A0 x + w < v) dx / L, from the integral of the distribution function of w.
        private static double Below(double v, double a, double b) => (Integrated(v - Rate * a) - Integrated(v - Rate * b)) / (Rate * Side);

        private static double Integrated(double w)
        {
            if (w <= -Spread) return 0;
            if (w >= Spread) return w;
            return (w + Spread) * (w + Spread) / (4 * Spread) - Spread / (2 * Math.PI * Math.PI) * (1 + Math.Cos(Math.PI * w / Spread));
        }
    }
}
