using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The working copy of a state: wrapped, and for many particles kept in the order of space, so that neighbours are near in memory.</summary>
internal sealed class OrderedState
{
    // Below this everything fits in a core's own cache and the caller's order serves as well.
    private const int FewestWorthOrdering = 4096;

    private readonly Domain domain;
    private readonly ParticleState state;
    private readonly CellSort cells;
    private readonly int[] label;
    private readonly int[] labelBuffer;
    private readonly double[] buffer;

    /// <summary>Takes in a state.</summary>
    /// <exception cref="ArgumentException">The state has another dimension than the domain, or numbers that are not finite.</exception>
    public OrderedState(Domain domain, ParticleState state)
    {
        if (state.Dimension != domain.Dimension)
            throw new ArgumentException($"The domain has dimension {domain.Dimension}, the particles {state.Dimension}.", nameof(state));
        this.domain = domain;
        this.state = state.Clone();
        if (!AllFinite(this.state.Positions) || !AllFinite(this.state.Velocities))
            throw new ArgumentException("A position or velocity is not a finite number.", nameof(state));
        cells = new CellSort(domain);
        label = [.. Enumerable.Range(0, state.Count)];
        labelBuffer = new int[state.Count];
        buffer = new double[state.Count];
        Working = this.state.Clone();
        Drift(0);
        Publish();
    }

    /// <summary>The particles in the working order.</summary>
    public ParticleState Working { get; }

    /// <summary>The particles in the caller's order, as last published.</summary>
    public ParticleState Published => state;

    /// <summary>Moves every particle straight on, x += v dt, and wraps it into the domain.</summary>
    public void Drift(double step)
    {
        for (int axis = 0; axis < domain.Dimension; axis++)
        {
            double[] x = Working.Positions[axis];
            double[] v = Working.Velocities[axis];
            double period = domain.Period(axis);
            for (int i = 0; i < x.Length; i++)
            {
                double moved = x[i] + step * v[i];
                x[i] = moved >= 0 && moved < period ? moved : domain.Wrap(moved, axis);
            }
        }
    }

    /// <summary>Sorts the working order by cells of the given width. It depends on the positions alone, not on the neighbour search.</summary>
    public void OrderBySpace(double width)
    {
        if (state.Count < FewestWorthOrdering) return;
        cells.Sort(Working.Positions, state.Count, width);
        int[] order = cells.Order;
        for (int axis = 0; axis < domain.Dimension; axis++)
        {
            Permute(Working.Positions[axis], order);
            Permute(Working.Velocities[axis], order);
        }

        for (int k = 0; k < label.Length; k++) labelBuffer[k] = label[order[k]];
        labelBuffer.CopyTo(label, 0);
    }

    /// <summary>Brings the caller's copy up to date.</summary>
    public void Publish()
    {
        for (int axis = 0; axis < domain.Dimension; axis++)
        {
            for (int k = 0; k < label.Length; k++)
            {
                state.Positions[axis][label[k]] = Working.Positions[axis][k];
                state.Velocities[axis][label[k]] = Working.Velocities[axis][k];
            }
        }
    }

    /// <summary>Whether every position and velocity is a finite number.</summary>
    public bool IsFinite() => AllFinite(Working.Positions) && AllFinite(Working.Velocities);

    private static bool AllFinite(double[][] axes)
    {
        foreach (double[] axis in axes)
            foreach (double value in axis)
                if (!double.IsFinite(value)) return false;
        return true;
    }

    private void Permute(double[] values, int[] order)
    {
        for (int k = 0; k < values.Length; k++) buffer[k] = values[order[k]];
        buffer.CopyTo(values, 0);
    }
}
