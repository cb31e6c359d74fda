using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A solution of f_t + (Phi f^2)_x = nu f_xx by <see cref="BurgersSolver"/>, kept at the times asked for.</summary>
public sealed class BurgersGridSolution : IDensityReference, IComputedSolution
{
    // Less in a cell is what diffusion and advection leave of nothing.
    private const double Negligible = 1e-15;

    private readonly ImmutableDictionary<double, Snapshot> snapshots;
    private readonly GridAxis axis;

    private BurgersGridSolution(BurgersSolver solver, ImmutableDictionary<double, Snapshot> snapshots, double seconds)
    {
        (this.snapshots, axis) = (snapshots, solver.Options.Position);
        (Domain, Initial, Flux, Viscosity, Options, Steps, Seconds) = (solver.Domain, solver.Law, solver.Flux, solver.Viscosity, solver.Options, solver.Steps, seconds);
    }

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public IMarginal Initial { get; }

    /// <inheritdoc/>
    public double Flux { get; }

    /// <inheritdoc/>
    public double Viscosity { get; }

    /// <summary>Grid and time step.</summary>
    public BurgersOptions Options { get; }

    /// <inheritdoc/>
    public long Cells => axis.Cells;

    /// <inheritdoc/>
    public double CellSweeps => (double)Cells * Steps;

    /// <inheritdoc/>
    public long Steps { get; }

    /// <inheritdoc/>
    public double Seconds { get; }

    /// <inheritdoc/>
    public string Method => string.Create(
        CultureInfo.InvariantCulture,
        $"grid {axis.Cells}, {Steps} steps: finite volumes for Burgers' equation, limited third-order reconstruction, Godunov's flux{(Viscosity > 0 ? ", exact diffusion between cells" : "")}");

    /// <summary>Solves up to the last of the times.</summary>
    /// <param name="solver">A solver at time 0.</param>
    /// <param name="times">Where f is kept, besides time 0; ascending.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public static BurgersGridSolution Solve(BurgersSolver solver, ImmutableArray<double> times, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(solver);
        long started = Stopwatch.GetTimestamp();
        var snapshots = ImmutableDictionary.CreateBuilder<double, Snapshot>();
        snapshots[solver.Time] = new Snapshot(solver);
        foreach (double time in times)
        {
            solver.AdvanceTo(time, cancellation);
            snapshots[time] = new Snapshot(solver);
        }

        return new BurgersGridSolution(solver, snapshots.ToImmutable(), Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>The cell averages at a time that was kept.</summary>
    public ReadOnlySpan<double> Averages(double time) => At(time).Averages;

    /// <inheritdoc/>
    /// <remarks>Linear in each cell, with a slope that leaves no new maxima.</remarks>
    public double Density(double time, double position)
    {
        Snapshot snapshot = At(time);
        (int cell, double share, _) = Place(position);
        return (uint)cell < (uint)axis.Cells ? Math.Max(0, snapshot.Averages[cell] + (share - 0.5) * snapshot.Changes[cell]) : 0;
    }

    /// <inheritdoc/>
    public double Cumulative(double time, double position)
    {
        Snapshot snapshot = At(time);
        (int cell, double share, double laps) = Place(position);
        if (cell < 0) return laps;
        if (cell >= axis.Cells) return laps + snapshot.Masses[^1];
        return laps + snapshot.Masses[cell] + axis.Width * share * (snapshot.Averages[cell] + 0.5 * (share - 1) * snapshot.Changes[cell]);
    }

    /// <inheritdoc/>
    public (double From, double To) Range(double time)
    {
        if (double.IsFinite(Domain.Period(0))) return (0, Domain.Period(0));
        Snapshot snapshot = At(time);
        int first = 0, last = axis.Cells - 1;
        while (first < last && snapshot.Averages[first] * axis.Width < Negligible) first++;
        while (last > first && snapshot.Averages[last] * axis.Width < Negligible) last--;
        return (axis.Face(first), axis.Face(last + 1));
    }

    private (int Cell, double Share, double Laps) Place(double position)
    {
        double period = Domain.Period(0), laps = double.IsFinite(period) ? Math.Floor(position / period) : 0;
        double place = ((laps == 0 ? position : position - laps * period) - axis.From) / axis.Width, floor = Math.Floor(place);
        return ((int)Math.Clamp(floor, -1, axis.Cells), place - floor, laps);
    }

    private Snapshot At(double time) => snapshots.TryGetValue(time, out Snapshot? snapshot)
        ? snapshot
        : throw new ArgumentOutOfRangeException(nameof(time), time, "f was kept only at the times asked for: " + string.Join(", ", snapshots.Keys.Order()) + ".");

    private sealed class Snapshot
    {
        public Snapshot(BurgersSolver solver)
        {
            Averages = solver.Density.ToArray();
            int cells = Averages.Length;
            bool periodic = double.IsFinite(solver.Domain.Period(0));
            Changes = new double[cells];
            Masses = new double[cells + 1];
            for (int i = 0; i < cells; i++)
            {
                double below = i > 0 ? Averages[i - 1] : periodic ? Averages[^1] : 0, above = i + 1 < cells ? Averages[i + 1] : periodic ? Averages[0] : 0;
                double down = Averages[i] - below, up = above - Averages[i];
                Changes[i] = down * up > 0 ? Math.CopySign(Math.Min(0.5 * Math.Abs(down + up), 2 * Math.Min(Math.Abs(down), Math.Abs(up))), up) : 0;
                Masses[i + 1] = Masses[i] + Averages[i] * solver.Options.Position.Width;
            }
        }

        /// <summary>f in each cell.</summary>
        public double[] Averages { get; }

        /// <summary>The change of f over each cell.</summary>
        public double[] Changes { get; }

        /// <summary>The mass below each face.</summary>
        public double[] Masses { get; }
    }
}
