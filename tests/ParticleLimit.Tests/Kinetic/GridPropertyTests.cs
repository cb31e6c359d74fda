using CsCheck;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>What the grid solver keeps of the equation's laws and symmetries for random data, any gamma from 0 to 50 and steps from tiny to a Courant number of 20.</summary>
/// <remarks>Mass, momentum and sign hold on any data. Energy, H and int f^p are monotone for the equation; a remap also averages over cells, which lowers H and
/// int f^p and, in a column thinner than a cell, can raise the energy by what it takes to hold a mean between the centres of two cells, up to dv^2/4 an axis, and
/// what an even cell holds inside, dv^2/12. What the scheme promises of them is therefore that bound, dv^2/3, on any data, and that alignment is monotone in all of them while cells resolve f, and leaves H below that of the equation.</remarks>
public class GridPropertyTests
{
    private const double Period = 2, Fastest = 1.6;
    private const int Steps = 3;

    // Largest Courant number, 20, over Fastest / cell: the cells of d = 1, 2, 3.
    private static readonly (int Position, int Velocity)[] Cells = [(32, 48), (16, 20), (6, 10)];

    private static readonly Gen<double> Gammas = Gen.Frequency((1, Gen.Const(0.0)), (1, Gen.Const(50.0)), (6, Gen.Double[0, 50]));

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 40)]
    [InlineData(3, 12)]
    public void Any_data_keep_mass_momentum_sign_and_energy_to_within_a_cell(int d, int runs) => Gen.Select(Gammas, Courants, States(d)).Sample(
        (gamma, courant, initial) =>
        {
            double step = courant * Period / Cells[d - 1].Position / Fastest;
            GridSolver solver = Solver(initial, gamma, step);
            double width = solver.Options.Velocity.Width, within = d * width * width / 3; // the mass is 1
            Observables start = solver.Observe(), before = start;
            for (int n = 1; n <= 4; n++)
            {
                solver.AdvanceTo(n * step);
                Observables now = solver.Observe();
                Assert.Equal(start.Mass, now.Mass, 1e-13);
                for (int k = 0; k < d; k++) Assert.Equal(start.Momentum[k], now.Momentum[k], 1e-13);
                Assert.True(now.Energy <= before.Energy + within, $"energy rose from {before.Energy:R} to {now.Energy:R} in step {n}");
                before = now;
            }

            Assert.True(solver.Values().Cast<double>().Min() >= 0);
        },
        iter: runs);

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 15)]
    public void Alignment_of_resolved_data_is_monotone_and_its_H_stays_below_the_equations(int d, int runs) => Gen.Select(
        Gen.Double[0.1, 50], Gen.Double[-4, 0], Gen.Double[-0.3, 0.3], Gen.Double[0.4, 0.5]).Sample(
        (gamma, logarithm, drift, deviation) =>
        {
            // Homogeneous in x, so that transport does nothing; the density is 1 / Period^d, and f is followed while it contracts to two thirds: 4 cells a deviation and more.
            double rate = gamma * Math.Pow(Period, -d), final = Math.Log(1.5) / rate, step = final * Math.Pow(10, logarithm);
            var initial = new ProductState(
                [.. Enumerable.Repeat(new UniformMarginal(0, Period), d)],
                [.. Enumerable.Range(0, d).Select(k => new TruncatedGaussianMarginal(drift * (1 - 2 * k), deviation, drift * (1 - 2 * k) - 3 * deviation, drift * (1 - 2 * k) + 3 * deviation))]);
            var v = new GridAxis(-2, 2, 64);
            var solver = new GridSolver(initial, Torus(d), gamma, new GridSolverOptions(
                [.. Enumerable.Repeat(new GridAxis(0, Period, 4), d)], [.. Enumerable.Repeat(v, d)], step));
            double energy = solver.Observe().Energy, entropy = solver.Observe().Entropy, square = solver.PowerIntegral(2), cube = solver.PowerIntegral(3), peak = solver.Supremum;
            int steps = (int)Math.Min(12, Math.Round(final / step));
            for (int n = 1; n <= steps; n++)
            {
                solver.AdvanceTo(n * step);
                Observables now = solver.Observe();
                double nextEntropy = now.Entropy, nextSquare = solver.PowerIntegral(2), nextCube = solver.PowerIntegral(3), nextPeak = solver.Supremum;
                Assert.True(now.Energy <= energy, $"energy rose from {energy:R} to {now.Energy:R} in step {n}");
                Assert.True(nextEntropy >= entropy, $"H fell from {entropy:R} to {nextEntropy:R} in step {n}");
                Assert.True(nextSquare >= square && nextCube >= cube, $"int f^2 or f^3 fell in step {n}");
                Assert.True(nextPeak >= peak, $"sup f fell in step {n}");
                (energy, entropy, square, cube, peak) = (now.Energy, nextEntropy, nextSquare, nextCube, nextPeak);
            }

            // Proposition 2.1, homogeneous: dH/dt = gamma d rho; averaging over cells only takes away.
            double exact = initial.Entropy + d * rate * steps * step;
            Assert.True(entropy <= exact, $"H rose to {entropy:R}, that of the equation to {exact:R}");
        },
        iter: runs);

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 20)]
    [InlineData(3, 6)]
    public void Reflection_of_any_axes_commutes_with_the_flow(int d, int runs) => Gen.Select(Gammas, Courants, States(d), Gen.Bool.Array[d]).Sample(
        (gamma, courant, initial, turned) =>
        {
            turned[0] |= !turned.Contains(true);
            (int position, int velocity) = Cells[d - 1];
            double step = courant * Period / position / Fastest;
            var mirrored = new ProductState(
                [.. initial.Positions.Select((law, k) => turned[k] ? Mirrored(law, Period) : law)], [.. initial.Velocities.Select((law, k) => turned[k] ? Mirrored(law, 0) : law)]);
            double[,] there = Run(initial, gamma, step), reflected = Run(mirrored, gamma, step);
            double tolerance = 1e-11 * there.Cast<double>().Max();
            for (int i = 0; i < there.GetLength(0); i++)
            {
                int across = Mapped(i, position, d, Turned(position));
                for (int j = 0; j < there.GetLength(1); j++) Assert.Equal(there[i, j], reflected[across, Mapped(j, velocity, d, Turned(velocity))], tolerance);
            }

            Func<int, int, int> Turned(int cells) => (axis, place) => turned[axis] ? cells - 1 - place : place;
        },
        iter: runs);

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 20)]
    [InlineData(3, 6)]
    public void A_moving_frame_shifts_the_solution_and_its_error(int d, int runs) => Gen.Select(
        Gammas, Gen.Double[-1, 1.3].Select(power => Math.Pow(10, power)), States(d), Gen.Int[-3, 3].Array[d]).Sample(
        (gamma, courant, initial, cells) =>
        {
            // The frame, velocity cells with it, moves by whole position cells in each half step, so that every remap is the same.
            double width = Period / Cells[d - 1].Position, step = courant * width / Fastest;
            double[] frame = [.. cells.Select(k => 2 * k * width / step)];
            var moving = new ProductState([.. initial.Positions], [.. initial.Velocities.Select((law, k) => Centred(law, 0.5 * (law.From + law.To) + frame[k]))]);
            double[,] there = Run(initial, gamma, step), moved = Run(moving, gamma, step, frame);
            double tolerance = 1e-10 * there.Cast<double>().Max(); // the edges of f0 are rounded at up to 100 times the velocity
            for (int i = 0; i < there.GetLength(0); i++)
            {
                int ahead = Mapped(i, Cells[d - 1].Position, d, (axis, place) => place + 2 * Steps * cells[axis]);
                for (int j = 0; j < there.GetLength(1); j++) Assert.Equal(there[i, j], moved[ahead, j], tolerance);
            }
        },
        iter: runs);

    [Theory]
    [InlineData(2, 16, 32)]
    [InlineData(3, 12, 18)]
    public void Exchanging_axes_commutes_with_the_flow_but_for_the_order_of_the_sweeps(int d, int coarse, int fine)
    {
        // x and y exchanged in d = 2, the three axes turned in d = 3: sweeps along different axes commute but for what keeps f from below zero at the ends of its support, and the momentum repairs.
        double first = Difference(d, coarse), second = Difference(d, fine);
        Assert.True(second * fine * fine <= first * coarse * coarse, $"{first:G3}, then {second:G3}"); // of second order, as the error of the solution
        Assert.True(first < 1e-5, $"{first:G3}");

        static double Difference(int d, int cells)
        {
            IMarginal[] x = [.. Enumerable.Range(0, d).Select(k => new RaisedCosineMarginal(0.8 + 0.2 * k, Period, 0.3 + 0.2 * k))];
            IMarginal[] v = [.. Enumerable.Range(0, d).Select(k => new RaisedCosineMarginal(0.2 - 0.2 * k, 2.2 + 0.3 * k))];
            int[] turn = [.. Enumerable.Range(0, d).Select(k => (k + 1) % d)];
            double[,] there = Run(x, v), turned = Run([.. turn.Select(k => x[k])], [.. turn.Select(k => v[k])]);
            double sum = 0, whole = 0;
            for (int i = 0; i < there.GetLength(0); i++)
            {
                for (int j = 0; j < there.GetLength(1); j++)
                {
                    sum += Math.Abs(there[i, j] - turned[Turned(i), Turned(j)]);
                    whole += there[i, j];
                }
            }

            return sum / whole;

            int Turned(int cell)
            {
                Span<int> place = stackalloc int[d];
                for (int k = d - 1; k >= 0; k--, cell /= cells) place[k] = cell % cells;
                int result = 0;
                foreach (int k in turn) result = result * cells + place[k];
                return result;
            }

            double[,] Run(IMarginal[] positions, IMarginal[] velocities)
            {
                var solver = new GridSolver(new ProductState([.. positions], [.. velocities]), Torus(d), 2, new GridSolverOptions(
                    [.. Enumerable.Repeat(new GridAxis(0, Period, cells), d)], [.. Enumerable.Repeat(new GridAxis(-Fastest, Fastest, cells), d)], 0.1));
                solver.AdvanceTo(0.2);
                return solver.Values();
            }
        }
    }

    private static Gen<double> Courants => Gen.Frequency((1, Gen.Const(1e-6)), (1, Gen.Const(20.0)), (6, Gen.Double[-4, 1.3].Select(power => Math.Pow(10, power))));

    /// <summary>Boxes and truncated Gaussians, anywhere on the torus.</summary>
    private static Gen<ProductState> States(int d) => Gen.Select(
        Gen.Bool, Gen.Double[0.3, 1.7].Array[d], Gen.Double[0.3, 1.6].Array[d], Gen.Double[-0.4, 0.4].Array[d], Gen.Double[0.3, 2].Array[d]).Select(
        (smooth, centres, sides, means, spreads) => smooth
            ? ProductState.Gaussian([.. centres], [.. sides.Select(s => s / 4)], [.. means], [.. spreads.Select(s => s / 6)], 3)
            : ProductState.UniformBox([.. centres], [.. sides], [.. means], [.. spreads]));

    private static Torus Torus(int d) => new([.. Enumerable.Repeat(Period, d)]);

    /// <summary>The number of a cell of a cube after its place on each axis is mapped, periodically.</summary>
    private static int Mapped(int cell, int cells, int d, Func<int, int, int> map)
    {
        int result = 0;
        for (int axis = d - 1, stride = 1; axis >= 0; axis--, cell /= cells, stride *= cells)
        {
            int place = map(axis, cell % cells) % cells;
            result += (place < 0 ? place + cells : place) * stride;
        }

        return result;
    }

    private static IMarginal Mirrored(IMarginal marginal, double about) => Centred(marginal, about - 0.5 * (marginal.From + marginal.To));

    private static IMarginal Centred(IMarginal marginal, double centre)
    {
        double half = 0.5 * (marginal.To - marginal.From);
        return marginal switch
        {
            UniformMarginal => new UniformMarginal(centre - half, centre + half),
            TruncatedGaussianMarginal => new TruncatedGaussianMarginal(centre, half / 3, centre - half, centre + half),
            _ => throw new ArgumentException("Only the laws of the generator.", nameof(marginal)),
        };
    }

    private static GridSolver Solver(ProductState initial, double gamma, double step, double[]? frame = null)
    {
        int d = initial.Dimension;
        (int position, int velocity) = Cells[d - 1];
        frame ??= new double[d];
        return new GridSolver(initial, Torus(d), gamma, new GridSolverOptions(
            [.. Enumerable.Repeat(new GridAxis(0, Period, position), d)], [.. frame.Select(v => new GridAxis(v - Fastest, v + Fastest, velocity))], step));
    }

    private static double[,] Run(ProductState initial, double gamma, double step, double[]? frame = null)
    {
        GridSolver solver = Solver(initial, gamma, step, frame);
        solver.AdvanceTo(Steps * step);
        return solver.Values();
    }
}
