using System.Collections.Concurrent;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>A solution of Burgers' equation as the reference beside first-order particles: positions alone, velocities zero.</summary>
/// <remarks>Points are carried by the monotone map that takes f(s) to f(t), F(t, X(t)) = F(s, X(s)): a sample of f(s) becomes one of f(t), through shocks and
/// with viscosity, where there are no characteristics. F is tabulated at each time asked for; a point is off by less than one cell of the table, 3e-5 of the
/// range of f, and by far less where f is smooth.</remarks>
public sealed class BurgersReference : IKineticReference
{
    private const int Cells = 1 << 15;

    private readonly ConcurrentDictionary<double, Lazy<Table>> tables = new();

    /// <summary>A reference from a solution.</summary>
    /// <param name="initial">The initial state.</param>
    /// <param name="solution">The solution that starts from it.</param>
    public BurgersReference(PositionState initial, IDensityReference solution)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(solution);
        (Initial, Solution) = (initial, solution);
    }

    /// <summary>The solution.</summary>
    public IDensityReference Solution { get; }

    /// <inheritdoc/>
    public int Dimension => 1;

    /// <inheritdoc/>
    public Domain Domain => Solution.Domain;

    /// <inheritdoc/>
    public InitialState Initial { get; }

    /// <inheritdoc/>
    /// <remarks>There is no alignment.</remarks>
    public double Gamma => 0;

    /// <inheritdoc/>
    public string Method => Solution.Method;

    /// <inheritdoc/>
    public void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default)
    {
        if (!(to >= from && from >= 0)) throw new ArgumentOutOfRangeException(nameof(to), to, $"Points are carried forward from {from}.");
        Table before = At(from), after = At(to);
        double[] x = positions[0];
        for (int i = 0; i < x.Length; i++) x[i] = Domain.Wrap(after.Quantile(before.Mass(x[i])), 0);
    }

    /// <inheritdoc/>
    /// <returns>f(t, x); the mean velocity is that of the flux, Phi f.</returns>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        double density = Solution.Density(time, position[0]);
        meanVelocity[0] = Solution.Flux * density;
        return density;
    }

    /// <inheritdoc/>
    /// <remarks>None in phase space.</remarks>
    public bool HasDensityAt(double time) => false;

    /// <inheritdoc/>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity) =>
        throw new NotSupportedException("A first-order system has no density in phase space.");

    /// <inheritdoc/>
    /// <remarks>Mass, and as momentum the mean speed int Phi f^2 dx; what belongs to velocities is not defined.</remarks>
    public Observables Observe(double time) => new(1, [Solution.Flux * At(time).SquareIntegral], double.NaN, double.NaN, double.NaN, double.NaN);

    private Table At(double time) => tables.GetOrAdd(time, t => new Lazy<Table>(() => new Table(Solution, t))).Value;

    private sealed class Table
    {
        private readonly double from;
        private readonly double width;
        private readonly double[] mass = new double[Cells + 1];

        public Table(IDensityReference solution, double time)
        {
            (from, double to) = solution.Range(time);
            width = (to - from) / Cells;
            Parallel.For(0, Cells + 1, k => mass[k] = solution.Cumulative(time, from + k * width));
            double first = mass[0];
            for (int k = 0; k <= Cells; k++) mass[k] = Math.Max(k == 0 ? 0 : mass[k - 1], mass[k] - first); // rounding may make it fall
            for (int k = 0; k < Cells; k++) SquareIntegral += (mass[k + 1] - mass[k]) * (mass[k + 1] - mass[k]) / width;
        }

        /// <summary>int f^2 dx.</summary>
        public double SquareIntegral { get; }

        /// <summary>The mass from the start of the table up to a point.</summary>
        public double Mass(double x)
        {
            double place = Math.Clamp((x - from) / width, 0, Cells);
            int cell = Math.Min((int)place, Cells - 1);
            return mass[cell] + (place - cell) * (mass[cell + 1] - mass[cell]);
        }

        /// <summary>The point up to which there is so much mass.</summary>
        public double Quantile(double amount)
        {
            int cell = Array.BinarySearch(mass, amount);
            if (cell >= 0) return from + cell * width;
            cell = Math.Clamp(~cell - 1, 0, Cells - 1);
            double inside = mass[cell + 1] - mass[cell];
            return from + (cell + (inside > 0 ? Math.Clamp((amount - mass[cell]) / inside, 0, 1) : 0)) * width;
        }
    }
}
