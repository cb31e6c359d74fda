using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The flow of <see cref="GranularForce"/>: each column by a monotone map, second order in the step. rho and u stay.</summary>
/// <remarks>The force at the half step is that of the cells moved there by the force at the start. The departure point X of a face y then solves
/// the implicit midpoint rule X = y - s F((X + y) / 2), by fixed-point iteration. Steps are divided where the force varies too fast for that.</remarks>
internal sealed class GranularFlow : AlignmentFlow, ITileWork
{
    // s |F'| at most: the fixed-point iteration then gains a factor of 4 or more each time, and the map stays monotone.
    private const double LargestCompression = 0.5;
    private const int MostIterations = 40;
    private const int ColumnsPerTile = 4;

    // A column costs as much as sweeps of so many times its cells.
    private const int Weight = 32;

    private readonly double gamma;
    private readonly GridAxis velocity;
    private readonly double middle;
    private readonly GranularNodes nodes;
    private readonly TileTeam team;
    private readonly Scratch[] scratch;
    private readonly double[] table; // [position][node][force, slope]
    private double step;
    private bool tabulates;

    public GranularFlow(double gamma, PhaseField phase, TileTeam team)
        : base(phase)
    {
        (this.gamma, this.team, velocity) = (gamma, team, phase.Layout.Velocities[0]);
        middle = 0.5 * (velocity.From + velocity.To);
        nodes = new GranularNodes(velocity);
        scratch = [.. Enumerable.Range(0, team.Threads).Select(_ => new Scratch(velocity))];
        table = new double[2 * phase.Layout.PositionCells * nodes.Count];
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Table => table;

    private double[] Density => Phase.Fields.Density;

    /// <inheritdoc/>
    public override void Advance(double step, bool observed)
    {
        Phase.Align(0, team);
        Run(step, observed);
    }

    /// <inheritdoc/>
    public override void Arrive()
    {
        Phase.Align(0, team);
        Run(0, tabulates: true);
    }

    /// <inheritdoc/>
    public override double Rate(int position) => double.NaN;

    /// <inheritdoc/>
    public void Process(int tile, int worker)
    {
        Scratch own = scratch[worker];
        int end = Math.Min(Phase.Box.PositionEnd[0], Phase.Box.PositionStart[0] + (tile + 1) * ColumnsPerTile);
        for (int i = Phase.Box.PositionStart[0] + tile * ColumnsPerTile; i < end; i++)
        {
            if (!(Density[i] > 0)) continue;
            Phase.Read(i, 0, own.Column);
            Load(own.Start, own.Column);
            if (tabulates) Tabulate(i, own.Start, step > 0 ? 0.5 : 1);
            if (step == 0) continue;
            Advance(own, Phase.Fields.Momentum[0][i] / velocity.Width);
            Phase.Write(i, 0, own.Column);
            if (!tabulates) continue;
            Load(own.Start, own.Column);
            Tabulate(i, own.Start, 0.5);
        }
    }

    /// <inheritdoc/>
    /// <remarks>To first order in the time, from the rates of change of the sums: as good as the splitting.</remarks>
    public override InstantSums SetBack(IGridSolver solver, Observables observed, double ahead)
    {
        InstantSums sums = base.SetBack(solver, observed, 0);
        if (ahead == 0) return sums;
        Scratch own = scratch[0];
        double energy = 0, entropy = 0, squares = 0, supremum = 0;
        for (int i = 0; i < Density.Length; i++)
        {
            if (!(Density[i] > 0)) continue;
            Phase.Read(i, 0, own.Column);
            Load(own.Start, own.Column);
            for (int j = 0; j < own.Column.Length; j++)
            {
                double f = own.Column[j], slope = 0.5 * gamma * (own.Start.SlopeAtFace(j) + own.Start.SlopeAtFace(j + 1));
                energy += f * (velocity.Centre(j) - middle) * gamma * (own.Start.ForceAtFace(j) + own.Start.ForceAtFace(j + 1));
                entropy += f * slope;
                squares += f * f * Math.Exp(-ahead * slope);
                supremum = Math.Max(supremum, f * Math.Exp(-ahead * slope));
            }
        }

        double area = Phase.Layout.PositionVolume * velocity.Width;
        return new InstantSums(sums.Energy - ahead * energy * area, sums.Entropy - ahead * entropy * area, squares * area, supremum);
    }

    private void Run(double step, bool tabulates)
    {
        (this.step, this.tabulates) = (step, tabulates);
        if (tabulates) Array.Clear(table);
        int columns = Phase.Box.PositionEnd[0] - Phase.Box.PositionStart[0];
        team.Run(this, (columns + ColumnsPerTile - 1) / ColumnsPerTile, alone: (long)columns * velocity.Cells * Weight < TileTeam.WorthHelp);
    }

    private void Advance(Scratch own, double momentum)
    {
        // The slope is convex in v: it is steepest at an end of the axis.
        double steepest = gamma * Math.Max(own.Start.SlopeAtFace(0), own.Start.SlopeAtFace(velocity.Cells));
        int substeps = Math.Max(1, (int)Math.Ceiling(step * steepest / LargestCompression));
        for (int n = 0; n < substeps; n++)
        {
            if (n > 0) Load(own.Start, own.Column);
            Substep(own, step / substeps, momentum);
        }
    }

    private void Tabulate(int position, GranularColumn column, double share)
    {
        for (int k = 0; k < nodes.Count; k++)
        {
            int at = 2 * (position * nodes.Count + k);
            table[at] += share * gamma * column.ForceAtFace(nodes.Face(k));
            table[at + 1] -= share * gamma * column.SlopeAtFace(nodes.Face(k));
        }
    }

    private void Load(GranularColumn into, ReadOnlySpan<double> column)
    {
        for (int j = 0; j <= column.Length; j++) into.Faces[j] = velocity.Face(j) - middle;
        for (int j = 0; j < column.Length; j++) into.Masses[j] = column[j] * velocity.Width;
        into.Accumulate();
    }

    private void Substep(Scratch own, double step, double momentum)
    {
        (GranularColumn start, GranularColumn half, double[] departures) = (own.Start, own.Half, own.Departures);
        start.Masses.CopyTo(half.Masses);
        for (int j = 0; j < departures.Length; j++) half.Faces[j] = start.Faces[j] + step / 2 * gamma * start.ForceAtFace(j);
        half.Accumulate();
        int cell = 0;
        for (int j = 0; j < departures.Length; j++)
        {
            double y = start.Faces[j], x = y;
            for (int iteration = 0; iteration < MostIterations; iteration++)
            {
                double next = y - step * gamma * half.Force(0.5 * (x + y), ref cell), moved = Math.Abs(next - x);
                x = next;
                if (moved <= 1e-13 * velocity.Width) break;
            }

            departures[j] = (x - start.Faces[0]) / velocity.Width;
        }

        own.Remap.Apply(own.Column, departures, momentum);
    }

    private sealed class Scratch(GridAxis velocity)
    {
        public double[] Column { get; } = new double[velocity.Cells];

        public double[] Departures { get; } = new double[velocity.Cells + 1];

        public GranularColumn Start { get; } = new(velocity.Cells);

        public GranularColumn Half { get; } = new(velocity.Cells);

        public MonotoneRemap Remap { get; } = new(velocity);
    }
}
