using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A solution of (1.3), d = 1, by the phase-space sheet, extrapolated from a pair of sheets of which one has half the quads each way
/// and twice the time step.</summary>
/// <remarks>Both are second order, so that fine + (fine - coarse)/3 loses their leading error (Richardson), and the step from the fine value
/// to the extrapolated one bounds what is left from above. Without a pair the fine sheet is given as it is.</remarks>
public sealed class SheetReference : ITransverseFlow, IGridSolution
{
    private const double LargestSmooth = 0.1;

    private readonly SheetRun fine;
    private readonly SheetRun? coarse;
    private readonly ConcurrentDictionary<double, GridSnapshot> snapshots = new();

    private SheetReference(SheetRun fine, SheetRun? coarse, GridAxis position, GridAxis velocity) =>
        (this.fine, this.coarse, Position, Velocity) = (fine, coarse, position, velocity);

    /// <inheritdoc/>
    public int Dimension => 1;

    /// <inheritdoc/>
    public Domain Domain => fine.Solver.Domain;

    /// <inheritdoc/>
    public InitialState Initial => fine.Solver.Initial;

    /// <inheritdoc/>
    public double Gamma => fine.Solver.Gamma;

    /// <summary>The resolution of the finer sheet.</summary>
    public SheetOptions Options => fine.Solver.Options;

    /// <inheritdoc/>
    public GridAxis Position { get; }

    /// <inheritdoc/>
    public GridAxis Velocity { get; }

    /// <summary>Quads of both sheets, all components.</summary>
    public long Cells => fine.Cells + (coarse?.Cells ?? 0);

    /// <summary>Time steps of the finer sheet.</summary>
    public long Steps => fine.Solver.Steps;

    /// <summary>Quads moved and deposited, once in each of the four stages of a step, of both sheets.</summary>
    public double CellSweeps => 4.0 * (fine.Cells * fine.Solver.Steps + (coarse is null ? 0 : coarse.Cells * coarse.Solver.Steps));

    /// <summary>Seconds of stepping, both sheets.</summary>
    public double Seconds => fine.Seconds + (coarse?.Seconds ?? 0);

    /// <summary>Whether values are extrapolated from a pair.</summary>
    public bool IsExtrapolated => coarse is not null;

    /// <summary>The finer sheet alone, for what extrapolation changes.</summary>
    public SheetReference Unextrapolated => new(fine, null, Position, Velocity);

    /// <inheritdoc/>
    public string Method
    {
        get
        {
            string pair = coarse is null ? "" : string.Create(CultureInfo.InvariantCulture,
                $", extrapolated from {coarse.Solver.Options.PositionCells} x {coarse.Solver.Options.VelocityCells}");
            return string.Create(CultureInfo.InvariantCulture,
                $"phase-space sheet {Options.PositionCells} x {Options.VelocityCells}{pair}, {Steps} steps of at most {Options.TimeStep:G4}: Runge-Kutta 4, exact marginals");
        }
    }

    /// <inheritdoc/>
    /// <remarks>Of the finer sheet of a pair.</remarks>
    public ImmutableArray<DiagnosticsRow> Diagnostics => fine.Diagnostics;

    /// <inheritdoc/>
    public string TimeStepReason => Options.TimeStepReason;

    /// <summary>Whether a sheet can be laid over an initial state: d = 1 and a product of two laws or a mixture of such.</summary>
    public static bool CanHold(InitialState initial) => SheetPatch.CanHold(initial);

    /// <summary>Solves up to the final time.</summary>
    /// <param name="initial">f0.</param>
    /// <param name="domain">Torus or free space.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    /// <param name="options">The resolution; of the finer sheet of a pair.</param>
    /// <param name="extrapolate">Whether to solve for a pair.</param>
    /// <param name="position">The position axis of the output; one period on a torus.</param>
    /// <param name="velocity">The velocity axis of the output.</param>
    /// <param name="outputTimes">Where f and its observables are kept, besides time 0; ascending.</param>
    /// <param name="finalTime">Not before the last output time.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="NotSupportedException">A sheet cannot hold f0; see <see cref="CanHold"/>.</exception>
    /// <exception cref="ArgumentException">The resolution is out of range, or a pair is asked for and a number of quads is odd or below 8.</exception>
    public static SheetReference Solve(
        InitialState initial, Domain domain, double gamma, SheetOptions options, bool extrapolate, GridAxis position, GridAxis velocity,
        ImmutableArray<double> outputTimes, double finalTime, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        double[] times = [.. outputTimes, finalTime];
        SheetRun? coarse = extrapolate ? SheetRun.Solve(new SheetSolver(initial, domain, gamma, options.Coarsened()), 1, times, cancellation) : null;
        SheetRun fine = SheetRun.Solve(new SheetSolver(initial, domain, gamma, options), extrapolate ? 2 : 1, times, cancellation);
        return new SheetReference(fine, coarse, position, velocity);
    }

    /// <inheritdoc/>
    public void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(velocities);
        Carry(from, to, positions[0], velocities[0], [], [], cancellation);
    }

    /// <inheritdoc/>
    public void Advance(double from, double to, double[] positions, double[] velocities, double[] contraction, double[] travel, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(velocities);
        ArgumentNullException.ThrowIfNull(contraction);
        Array.Fill(contraction, 1);
        Array.Clear(travel);
        Carry(from, to, positions, velocities, contraction, travel, cancellation);
    }

    /// <inheritdoc/>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        (double density, double momentum) = fine.History.At(time, position[0]);
        if (coarse is not null)
        {
            (double other, double otherMomentum) = coarse.History.At(time, position[0]);
            (double better, double betterMomentum) = (density + (density - other) / 3, momentum + (momentum - otherMomentum) / 3);
            if (better > 0) (density, momentum) = (better, betterMomentum);
        }

        meanVelocity[0] = density > 0 ? momentum / density : 0;
        return density;
    }

    /// <inheritdoc/>
    public bool HasDensityAt(double time) => time >= 0 && time <= fine.History.LastTime;

    /// <inheritdoc/>
    /// <remarks>f0 exp(gamma A) at the start of the characteristic through the point, (3.4), of the finer sheet.</remarks>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        (double x, double v, double exposure) = fine.History.Origin(time, position[0], velocity[0], Gamma);
        double period = Domain.Period(0), density = 0;
        (double from, double to) = Initial.Support[0];
        if (double.IsInfinity(period)) return Initial.Density([x], [v]) * Math.Exp(Gamma * exposure);
        for (double image = x + period * Math.Ceiling((from - x) / period); image <= to; image += period) density += Initial.Density([image], [v]);
        return density * Math.Exp(Gamma * exposure);
    }

    /// <inheritdoc/>
    public Observables Observe(double time)
    {
        Observables own = fine.At(time).Observables;
        if (coarse?.At(time).Observables is not Observables other) return own;
        double energy = Extrapolated(own.Energy, other.Energy), momentum = own.Momentum[0];
        return own with { Energy = energy, Temperature = energy - momentum * momentum / own.Mass, Entropy = Extrapolated(own.Entropy, other.Entropy) };
    }

    /// <summary>Where the characteristic through a point was at time 0, on the whole line, and the integral of rho along it; of the finer sheet.</summary>
    internal (double Position, double Velocity, double Exposure) Origin(double time, double position, double velocity) => fine.History.Origin(time, position, velocity, Gamma);

    /// <summary>How far the extrapolation moved each observable: a bound of its error from above; NaN without a pair.</summary>
    public (double Energy, double Entropy) ErrorBar(double time)
    {
        if (coarse is null) return (double.NaN, double.NaN);
        Observables own = fine.At(time).Observables, other = coarse.At(time).Observables;
        return (Math.Abs(own.Energy - other.Energy) / 3, Math.Abs(own.Entropy - other.Entropy) / 3);
    }

    /// <summary>The L1 distance between the extrapolated cell averages of rho and those of the finer sheet; NaN without a pair.</summary>
    public double DensityErrorBar(double time)
    {
        if (coarse is null) return double.NaN;
        double[] own = fine.At(time).Marginal(Position).Density, other = coarse.At(time).Marginal(Position).Density;
        return own.Zip(other, (a, b) => Math.Abs(a - b) / 3).Sum() * Position.Width;
    }

    /// <inheritdoc/>
    /// <remarks>f is that of the finer sheet, exactly averaged, so that mass is kept and f >= 0; rho, u and h are extrapolated.</remarks>
    public GridSnapshot Snapshot(double time) => snapshots.GetOrAdd(time, MakeSnapshot);

    /// <summary>Cell averages of f at an output time as [x, v], of the finer sheet, over axes of the caller's choice; on a torus that of positions is a period.</summary>
    public double[,] CellAverages(double time, GridAxis position, GridAxis velocity) => fine.At(time).CellAverages(position, velocity);

    /// <summary>S(t) = sup |x - v t| over the support, positions on the whole line (Lemma 3.8).</summary>
    public double PositionRadius(double time) => fine.At(time).PositionRadius;

    /// <summary>sup f at an output time.</summary>
    public double Supremum(double time) => fine.At(time).Supremum;

    /// <summary>int f^p at an output time.</summary>
    public double PowerIntegral(double time, double p)
    {
        double own = fine.At(time).PowerIntegral(p);
        return coarse is null ? own : Extrapolated(own, coarse.At(time).PowerIntegral(p));
    }

    private void Carry(double from, double to, double[] x, double[] v, double[] contraction, double[] travel, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, fine.History.LastTime);
        if (to == from) return;
        double[][]? other = coarse is null ? null : [[.. x], [.. v], [.. contraction], [.. travel]];
        fine.History.Advance(from, to, Gamma, Domain, x, v, contraction, travel, cancellation);
        if (other is null) return;
        coarse!.History.Advance(from, to, Gamma, Domain, other[0], other[1], other[2], other[3], cancellation);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Domain.Wrap(x[i] + Domain.ShortestDifference(x[i] - other[0][i], 0) / 3, 0);
            v[i] = Extrapolated(v[i], other[1][i]);
        }

        for (int i = 0; i < contraction.Length; i++) (contraction[i], travel[i]) = (Extrapolated(contraction[i], other[2][i]), Extrapolated(travel[i], other[3][i]));
    }

    private GridSnapshot MakeSnapshot(double time)
    {
        SheetSnapshot own = fine.At(time);
        (double[] density, double[] momentum) = own.Marginal(Position);
        double[] velocities = Velocity.Centres(), sup = own.SupProfile(velocities);
        if (coarse is not null)
        {
            (double[] otherDensity, double[] otherMomentum) = coarse.At(time).Marginal(Position);
            for (int k = 0; k < density.Length; k++)
            {
                double better = Extrapolated(density[k], otherDensity[k]);
                if (better > 0) (density[k], momentum[k]) = (better, Extrapolated(momentum[k], otherMomentum[k]));
            }

            // Where the sheets' edges differ, the difference is no small error of the value and extrapolation means nothing.
            double[] other = coarse.At(time).SupProfile(velocities);
            for (int j = 0; j < sup.Length; j++)
                if (Math.Abs(sup[j] - other[j]) < LargestSmooth * sup[j]) sup[j] = Extrapolated(sup[j], other[j]);
        }

        double[] mean = [.. density.Zip(momentum, (rho, m) => rho > 0 ? m / rho : 0)];
        return new GridSnapshot(time, own.CellAverages(Position, Velocity), density, [mean], sup, Observe(time));
    }

    private static double Extrapolated(double own, double other) => own + (own - other) / 3;
}
