namespace ParticleLimit.Kinetic;

/// <summary>The flow of <see cref="GranularForce"/>: each column by a monotone map, second order in the step.</summary>
/// <remarks>The force at the half step is that of the cells moved there by the force at the start. The departure point X of a face y then solves
/// the implicit midpoint rule X = y - s F((X + y) / 2), by fixed-point iteration. Steps are divided where the force varies too fast for that.</remarks>
internal sealed class GranularFlow : AlignmentFlow
{
    // s |F'| at most: the fixed-point iteration then gains a factor of 4 or more each time, and the map stays monotone.
    private const double LargestCompression = 0.5;
    private const int MostIterations = 40;
    private const int CellsPerNode = 8;

    private readonly double gamma;
    private readonly GridAxis velocity;
    private readonly double middle;
    private readonly CubicStencil stencil;
    private readonly MonotoneRemap remap;
    private readonly GranularColumn start, half;
    private readonly double[] departures;
    private readonly int[] nodes;
    private readonly int positions;
    private readonly double[] before;

    public GranularFlow(double gamma, GridAxis position, GridAxis velocity, bool periodic)
    {
        (this.gamma, this.velocity) = (gamma, velocity);
        middle = 0.5 * (velocity.From + velocity.To);
        stencil = new CubicStencil(position, periodic);
        remap = new MonotoneRemap(velocity);
        (start, half) = (new GranularColumn(velocity.Cells), new GranularColumn(velocity.Cells));
        departures = new double[velocity.Cells + 1];
        int intervals = Math.Max(4, velocity.Cells / CellsPerNode);
        nodes = [.. Enumerable.Range(0, intervals + 1).Select(k => (int)((long)k * velocity.Cells / intervals))];
        positions = position.Cells;
        before = new double[TableLength];
    }

    /// <inheritdoc/>
    public override int TableLength => 2 * positions * nodes.Length;

    /// <inheritdoc/>
    public override void Advance(double[] columns, double[] density, double[] momentum, double step, Span<double> midway)
    {
        if (!midway.IsEmpty) Tabulate(columns, density, momentum, before);
        for (int i = 0; i < density.Length; i++)
        {
            if (!(density[i] > 0)) continue;
            Span<double> column = columns.AsSpan(i * velocity.Cells, velocity.Cells);
            Load(start, column);

            // The slope is convex in v: it is steepest at an end of the axis.
            double steepest = gamma * Math.Max(start.SlopeAtFace(0), start.SlopeAtFace(velocity.Cells));
            int substeps = Math.Max(1, (int)Math.Ceiling(step * steepest / LargestCompression));
            for (int n = 0; n < substeps; n++)
            {
                if (n > 0) Load(start, column);
                Substep(column, step / substeps, momentum[i] / velocity.Width);
            }
        }

        if (midway.IsEmpty) return;
        Tabulate(columns, density, momentum, midway);
        for (int k = 0; k < midway.Length; k++) midway[k] = 0.5 * (before[k] + midway[k]);
    }

    /// <inheritdoc/>
    public override void Tabulate(double[] columns, double[] density, double[] momentum, Span<double> table)
    {
        table.Clear();
        for (int i = 0; i < positions; i++)
        {
            if (!(density[i] > 0)) continue;
            Load(start, columns.AsSpan(i * velocity.Cells, velocity.Cells));
            for (int k = 0; k < nodes.Length; k++)
            {
                int at = 2 * (i * nodes.Length + k);
                table[at] = gamma * start.ForceAtFace(nodes[k]);
                table[at + 1] = -gamma * start.SlopeAtFace(nodes[k]);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Cubic in x; in v the cubic through values and slopes at the nodes, since the force of a column is nearly a cubic between them.</remarks>
    public override double At(ReadOnlySpan<double> table, double position, double velocity)
    {
        Span<int> cells = stackalloc int[CubicStencil.Points];
        Span<double> weights = stackalloc double[CubicStencil.Points];
        stencil.At(position, cells, weights);
        double place = Math.Clamp((velocity - this.velocity.From) / this.velocity.Width, 0, this.velocity.Cells);
        int node = Math.Min((int)(place * (nodes.Length - 1) / this.velocity.Cells), nodes.Length - 2);
        while (place > nodes[node + 1]) node++;
        while (place < nodes[node]) node--;
        double width = (nodes[node + 1] - nodes[node]) * this.velocity.Width, t = (place - nodes[node]) / (nodes[node + 1] - nodes[node]), r = 1 - t;
        double h00 = (1 + 2 * t) * r * r, h10 = t * r * r * width, h01 = t * t * (3 - 2 * t), h11 = -t * t * r * width;
        double force = 0;
        for (int k = 0; k < CubicStencil.Points; k++)
        {
            if (cells[k] < 0) continue;
            int at = 2 * (cells[k] * nodes.Length + node);
            force += weights[k] * (h00 * table[at] + h10 * table[at + 1] + h01 * table[at + 2] + h11 * table[at + 3]);
        }

        return force;
    }

    private void Load(GranularColumn into, ReadOnlySpan<double> column)
    {
        for (int j = 0; j <= column.Length; j++) into.Faces[j] = velocity.Face(j) - middle;
        for (int j = 0; j < column.Length; j++) into.Masses[j] = column[j] * velocity.Width;
        into.Accumulate();
    }

    private void Substep(Span<double> column, double step, double momentum)
    {
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

        remap.Apply(column, departures, momentum);
    }
}
