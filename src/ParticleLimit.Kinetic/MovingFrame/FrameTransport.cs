using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>Free transport x -> x + v s of a solution in moving velocity frames, a conservative remap along one position axis after the other.</summary>
/// <remarks>Lines of columns along an axis are independent of each other and shared out to threads; no bit depends on how.</remarks>
internal sealed class FrameTransport : ITileWork
{
    private readonly FrameColumns columns;
    private readonly ImmutableArray<GridAxis> axes;
    private readonly TileTeam team;
    private readonly FrameLine[] lines;                  // one for each thread
    private readonly (double Lower, double Upper)[] lost; // of each line
    private int axis;
    private double step;

    /// <summary>A transport of columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="axes">The position axes.</param>
    /// <param name="periodic">Whether they are one period of a torus each.</param>
    /// <param name="hulls">Where the velocities of each component are.</param>
    /// <param name="threads">Threads to use.</param>
    public FrameTransport(FrameColumns columns, ImmutableArray<GridAxis> axes, bool periodic, FrameHull[] hulls, int threads)
    {
        (this.columns, this.axes) = (columns, axes);
        int most = Enumerable.Range(0, axes.Length).Max(axis => columns.Count / columns.Length(axis));
        team = new TileTeam(Math.Min(threads, most));
        lines = [.. Enumerable.Range(0, team.Threads).Select(_ => new FrameLine(columns, periodic, hulls))];
        lost = new (double, double)[most];
    }

    /// <summary>Transports.</summary>
    /// <param name="time">s.</param>
    /// <param name="ledger">Receives, added to what is there, the masses that left: [axis][lower, upper].</param>
    public void Apply(double time, Span<double> ledger)
    {
        for (axis = 0; axis < axes.Length; axis++)
        {
            step = time / axes[axis].Width;
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
    public void Process(int tile, int worker) => lost[tile] = lines[worker].Transport(axis, tile, step);
}
