namespace ParticleLimit.Comparison;

/// <summary>The boxes of a grid over a density and particles on the plane, d = 1.</summary>
internal sealed class FlowGrid
{
    private readonly double period;
    private readonly FlowGrid? parent;
    private readonly int factor;

    /// <summary>A grid whose steps are at most the given one unless that takes too many boxes.</summary>
    /// <param name="density">The density.</param>
    /// <param name="x">The particles' positions, in one period where there is one.</param>
    /// <param name="v">Their velocities.</param>
    /// <param name="period">The period in x, or infinity.</param>
    /// <param name="step">The largest step wanted.</param>
    /// <param name="leastLength">The fewest boxes along an axis: a power of two, at least 32.</param>
    /// <param name="mostBoxes">The most boxes.</param>
    public FlowGrid(CellDensity density, double[] x, double[] v, double period, double step, int leastLength, int mostBoxes)
    {
        this.period = period;
        (FromX, double toX) = Periodic ? (0, period) : Range(density.PositionFrom, density.PositionStep, density.Masses.GetLength(0), x);
        (FromV, double toV) = Range(density.VelocityFrom, density.VelocityStep, density.Masses.GetLength(1), v);
        for (; ; step *= 1.1)
        {
            (CountX, CountV) = (Length((toX - FromX) / step, leastLength), Length((toV - FromV) / step, leastLength));
            if ((long)CountX * CountV <= mostBoxes) break;
        }

        (StepX, StepV) = ((toX - FromX) / CountX, (toV - FromV) / CountV);
    }

    private FlowGrid(double fromX, double fromV, double period, double stepX, double stepV, int countX, int countV) =>
        (FromX, FromV, this.period, StepX, StepV, CountX, CountV) = (fromX, fromV, period, stepX, stepV, countX, countV);

    private FlowGrid(FlowGrid parent, int factor)
        : this(parent.FromX, parent.FromV, parent.period, parent.StepX / factor, parent.StepV / factor, parent.CountX * factor, parent.CountV * factor) =>
        (this.parent, this.factor) = (parent, factor);

    /// <summary>The left side of the first box.</summary>
    public double FromX { get; }

    /// <summary>The lower side of the first box.</summary>
    public double FromV { get; }

    /// <summary>n_x.</summary>
    public int CountX { get; }

    /// <summary>n_v.</summary>
    public int CountV { get; }

    /// <summary>h_x.</summary>
    public double StepX { get; }

    /// <summary>h_v.</summary>
    public double StepV { get; }

    /// <summary>Whether x is periodic.</summary>
    public bool Periodic => double.IsFinite(period);

    /// <summary>The centre of a box.</summary>
    public (double X, double V) Centre(int i, int j) => (FromX + (i + 0.5) * StepX, FromV + (j + 0.5) * StepV);

    /// <summary>The box of a point; of a refined grid one of those that its box there was cut into.</summary>
    public (int I, int J) Box(double x, double v)
    {
        (int i, int j) = ((int)((x - FromX) / StepX), (int)((v - FromV) / StepV));
        if (parent is null) return (Math.Clamp(i, 0, CountX - 1), Math.Clamp(j, 0, CountV - 1));
        (int above, int aboveV) = parent.Box(x, v);
        return (Math.Clamp(i, above * factor, (above + 1) * factor - 1), Math.Clamp(j, aboveV * factor, (aboveV + 1) * factor - 1));
    }

    /// <summary>The grid whose boxes are cut in equal parts along both axes.</summary>
    public FlowGrid Refined(int factor) => new(this, factor);

    /// <summary>A rectangle of boxes by itself; it may go round the period.</summary>
    public FlowGrid Window(int fromI, int fromJ, int countX, int countV) => new(FromX + fromI * StepX, FromV + fromJ * StepV, double.PositiveInfinity, StepX, StepV, countX, countV);

    /// <summary>The largest value at a point that a 1-Lipschitz function can have with given values at the boxes' centres, of which the near ones matter.</summary>
    public double LeastCone(BeckmannFlow flow, double x, double v)
    {
        const int Reach = 2;
        (int i, int j) = Box(x, v);
        double least = double.PositiveInfinity;
        for (int p = i - Reach; p <= i + Reach; p++)
        {
            if (!Periodic && (p < 0 || p >= CountX)) continue;
            for (int q = Math.Max(j - Reach, 0); q <= Math.Min(j + Reach, CountV - 1); q++)
            {
                (double atX, double atV) = Centre(p, q);
                least = Math.Min(least, flow.Potential(((p % CountX) + CountX) % CountX, q) + Math.Sqrt((atX - x) * (atX - x) + (atV - v) * (atV - v)));
            }
        }

        return least;
    }

    private static (double From, double To) Range(double from, double side, int cells, double[] particles) =>
        (Math.Min(from, particles.Min()), Math.Max(from + side * cells, particles.Max()));

    private static int Length(double wanted, int least)
    {
        for (int length = least; ; length *= 2)
        {
            if (length >= wanted) return length;
            if (length > least && length / 2 * 3 >= wanted) return length / 2 * 3;
        }
    }
}
