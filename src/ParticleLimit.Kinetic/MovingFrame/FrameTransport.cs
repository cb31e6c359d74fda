namespace ParticleLimit.Kinetic;

/// <summary>Free transport x -> x + v s of a solution in moving velocity frames, a conservative remap along one position axis after the other.</summary>
/// <remarks>Lines of columns along an axis are independent of each other and shared out to threads; no bit depends on how.</remarks>
internal sealed class FrameTransport : ITileWork
{
    private readonly FrameColumns columns;
    private readonly FrameLattice lattice;
    private readonly TileTeam team;
    private readonly FrameLine[] lines;                  // one for each thread
    private readonly (double Lower, double Upper)[] lost; // of each line
    private int axis;
    private double step;

    /// <summary>A transport of columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="lattice">Where they stand.</param>
    /// <param name="periodic">Whether the position axes are one period of a torus each.</param>
    /// <param name="hulls">Where the velocities of each component are.</param>
    /// <param name="threads">Threads to use.</param>
    public FrameTransport(FrameColumns columns, FrameLattice lattice, bool periodic, FrameHull[] hulls, int threads)
    {
        (this.columns, this.lattice) = (columns, lattice);
        int most = Enumerable.Range(0, columns.Dimension).Max(axis => columns.Count / columns.Length(axis));
        team = new TileTeam(Math.Min(threads, most));
        lines = [.. Enumerable.Range(0, team.Threads).Select(_ => new FrameLine(columns, periodic, hulls))];
        lost = new (double, double)[most];
    }

    /// <summary>Transports, and moves the lattice on with the mean velocity.</summary>
    /// <param name="to">The time at which the solution then is.</param>
    /// <param name="ledger">Receives, added to what is there, the masses that left: [axis][lower, upper].</param>
    public void Apply(double to, Span<double> ledger)
    {
        double time = to - lattice.Time;
        lattice.MoveTo(to);
        for (axis = 0; axis < columns.Dimension; axis++)
        {
            step = time / lattice.Axes[axis].Width;
            int count = columns.Count / columns.Length(axis);
            team.Run(this, count, alone: false);
            for (int line = 0; line < count; line++)
            {
                ledger[2 * axis] += lost[line].Lower;
                ledger[2 * axis + 1] += lost[line].Upper;
            }
        }
    }

    /// <inheritdoc/>
    public void Process(int tile, int worker) => lost[tile] = lines[worker].Transport(axis, tile, step, lattice.Passed(axis));
}
