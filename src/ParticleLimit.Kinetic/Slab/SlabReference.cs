using System.Collections.Concurrent;
using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The solution for a flock that is even along every axis but the first (<see cref="Slab"/>), d = 2 or 3, from a solution of the equation on the line.</summary>
/// <remarks>(x_0, v_0) move by the line's solution alone, which has gamma / A in the place of gamma; the other velocities contract about their mean m by c, v_k = m_k + c (v_k(0) - m_k), c' = -gamma rho c along the same
/// characteristic, and x_k follows. So f(t, x, v) = f0 exp(d int gamma rho ds) at the start of the characteristic, and the error is that of the line.</remarks>
public sealed class SlabReference : IKineticReference, IComputedSolution
{
    private readonly Slab slab;
    private readonly ITransverseFlow line;
    private readonly LabelQuadrature labels;
    private readonly ConcurrentDictionary<double, Observables> observed = new();

    /// <summary>The solution over a line's.</summary>
    /// <param name="slab">The flock.</param>
    /// <param name="line">The solution of its marginal in (x_0, v_0).</param>
    /// <exception cref="ArgumentException">The line's solution starts from another state or lives elsewhere.</exception>
    public SlabReference(Slab slab, ITransverseFlow line)
    {
        ArgumentNullException.ThrowIfNull(slab);
        ArgumentNullException.ThrowIfNull(line);
        if (line.Initial != slab.Line || !line.Domain.Equals(slab.LineTorus)) throw new ArgumentException("The solution on the line is not that of the flock's marginal.", nameof(line));
        (this.slab, this.line) = (slab, line);
        labels = new LabelQuadrature(line, slab.Components);
    }

    /// <inheritdoc/>
    public int Dimension => slab.Torus.Dimension;

    /// <inheritdoc/>
    public Domain Domain => slab.Torus;

    /// <inheritdoc/>
    public InitialState Initial => slab.Initial;

    /// <inheritdoc/>
    public double Gamma => line.Gamma * slab.Section;

    /// <summary>The flock.</summary>
    public Slab Slab => slab;

    /// <summary>The solution of the marginal in (x_0, v_0).</summary>
    public ITransverseFlow Line => line;

    /// <inheritdoc/>
    public string Method => $"{line.Method}, in (x_0, v_0); exact across";

    /// <inheritdoc/>
    public long Cells => Computed?.Cells ?? 0;

    /// <inheritdoc/>
    public double CellSweeps => Computed?.CellSweeps ?? 0;

    /// <inheritdoc/>
    public long Steps => Computed?.Steps ?? 0;

    /// <inheritdoc/>
    public double Seconds => Computed?.Seconds ?? 0;

    /// <summary>The same over the finer sheet of a pair alone; null where the line is not extrapolated.</summary>
    public SlabReference? Unextrapolated => line is SheetReference { IsExtrapolated: true } sheet ? new SlabReference(slab, sheet.Unextrapolated) : null;

    private IComputedSolution? Computed => line as IComputedSolution;

    /// <inheritdoc/>
    public void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(velocities);
        int count = positions[0].Length;
        double[] contraction = new double[count], travel = new double[count];
        line.Advance(from, to, positions[0], velocities[0], contraction, travel, cancellation);
        for (int k = 1; k < Dimension; k++)
        {
            double[] x = positions[k], v = velocities[k];
            double mean = slab.Mean[k - 1];
            for (int i = 0; i < count; i++)
            {
                double relative = v[i] - mean;
                x[i] = Domain.Wrap(x[i] + mean * (to - from) + relative * travel[i], k);
                v[i] = mean + relative * contraction[i];
            }
        }
    }

    /// <inheritdoc/>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        double density = line.Macroscopic(time, position[..1], meanVelocity[..1]) / slab.Section;
        for (int k = 1; k < Dimension; k++) meanVelocity[k] = density > 0 ? slab.Mean[k - 1] : 0;
        return density;
    }

    /// <inheritdoc/>
    /// <remarks>Over a sheet alone: a grid does not know where its characteristics start.</remarks>
    public bool HasDensityAt(double time) => line is SheetReference && line.HasDensityAt(time);

    /// <inheritdoc/>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        if (line is not SheetReference sheet) throw new NotSupportedException("The density is known over a sheet alone.");
        (double x, double v, double exposure) = sheet.Origin(time, position[0], velocity[0]);
        double stretch = Math.Exp(sheet.Gamma * exposure), sum = 0;
        foreach ((double weight, ProductState state) in slab.Components)
        {
            double density = weight * state.Velocities[0].Density(v) * stretch / slab.Section, along = 0;
            for (int k = 1; k < Dimension; k++) density *= stretch * state.Velocities[k].Density(slab.Mean[k - 1] + stretch * (velocity[k] - slab.Mean[k - 1]));
            (double from, double to) = state.Support[0];
            for (double image = from + Domain.Wrap(x - from, 0); image <= to; image += Domain.Period(0)) along += state.Positions[0].Density(image);
            sum += density * along;
        }

        return sum;
    }

    /// <inheritdoc/>
    public Observables Observe(double time) => observed.GetOrAdd(time, Compute);

    private Observables Compute(double time)
    {
        Observables own = line.Observe(time);
        ImmutableArray<(double Square, double Exposure)> contractions = labels.Contractions(time);
        double energy = own.Energy, exposure = 0;
        foreach (double mean in slab.Mean) energy += mean * mean * own.Mass;
        for (int i = 0; i < contractions.Length; i++)
        {
            (double weight, ProductState state) = slab.Components[i];
            energy += weight * contractions[i].Square * state.Velocities.Skip(1).Sum(law => law.Variance);
            exposure += weight * contractions[i].Exposure;
        }

        ImmutableArray<double> momentum = [own.Momentum[0], .. slab.Mean.Select(mean => mean * own.Mass)];
        return new Observables(
            own.Mass, momentum, energy, energy - momentum.Sum(component => component * component) / own.Mass, labels.VelocityRadius(time, slab.Mean), Initial.Entropy + Dimension * exposure);
    }
}
