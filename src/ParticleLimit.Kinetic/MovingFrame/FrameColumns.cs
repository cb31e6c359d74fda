using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>A solution in moving velocity frames, d = 1 or 2: for each cell of the <see cref="FrameLattice"/>, a column, a <see cref="VelocityFrame"/> for each component of v, the mass of each cell of
/// w, and parabolas in each component of w through it.</summary>
internal sealed class FrameColumns
{
    private const int Ghosts = ParabolicReconstruction.Ghosts;

    private readonly int[] lengths;
    private readonly double[][] lower, upper; // values of the parabolas along each component at the faces, over those of the mass
    private readonly double[][] centres;      // w at the centre of each cell of a block

    /// <summary>Empty columns.</summary>
    /// <param name="axes">The position axes, a column for each of their cells.</param>
    /// <param name="cells">Cells of each component of w.</param>
    public FrameColumns(ImmutableArray<GridAxis> axes, int cells)
    {
        (lengths, Dimension, Cells, Width) = ([.. axes.Select(axis => axis.Cells)], axes.Length, cells, 2.0 / cells);
        PositionVolume = axes.Aggregate(1.0, (product, axis) => product * axis.Width);
        Count = lengths.Aggregate(1, (product, length) => checked(product * length));
        Block = Dimension == 1 ? cells : cells * cells;
        Frames = Each<VelocityFrame>(Count);
        Momentum = Each<double>(Count);
        ColumnMass = new double[Count];
        Mass = new double[checked(Count * Block)];
        (lower, upper) = (Each<double>(Mass.Length), Each<double>(Mass.Length));
        centres = [.. Enumerable.Range(0, Dimension).Select(b => Enumerable.Range(0, Block).Select(cell => -1 + (Number(b, cell) + 0.5) * Width).ToArray())];
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>Position cells of all axes together.</summary>
    public int Count { get; }

    /// <summary>The volume of a position cell.</summary>
    public double PositionVolume { get; }

    /// <summary>Cells of each component of w.</summary>
    public int Cells { get; }

    /// <summary>Cells of w in a column, Cells^d.</summary>
    public int Block { get; }

    /// <summary>The width of a cell of w.</summary>
    public double Width { get; }

    /// <summary>The frames, [component][column]; where there is no mass, of no meaning.</summary>
    public VelocityFrame[][] Frames { get; }

    /// <summary>The mass of each column.</summary>
    public double[] ColumnMass { get; }

    /// <summary>The momentum of each column, [component][column].</summary>
    public double[][] Momentum { get; }

    /// <summary>The masses of the cells, [column][w], the last axis and component contiguous. After a change of a column comes <see cref="Reconstruct"/>.</summary>
    public double[] Mass { get; }

    /// <summary>The masses of a column.</summary>
    public Span<double> Column(int column) => Mass.AsSpan(column * Block, Block);

    /// <summary>The volume in phase space of a cell of a column.</summary>
    public double Volume(int column)
    {
        double product = PositionVolume;
        for (int b = 0; b < Dimension; b++) product *= Frames[b][column].Scale * Width;
        return product;
    }

    /// <summary>Whether a column is a point at a wall in some component, see <see cref="FrameHull.Presses"/>.</summary>
    public bool Presses(FrameHull[] hulls, int column)
    {
        for (int b = 0; b < hulls.Length; b++)
            if (hulls[b].Presses(Frames[b][column])) return true;
        return false;
    }

    /// <summary>A component of w at the centre of a cell of a block.</summary>
    public double At(int component, int cell) => centres[component][cell];

    /// <summary>w at the lower face of a cell.</summary>
    public double Face(int cell) => -1 + cell * Width;

    /// <summary>Position cells along an axis.</summary>
    public int Length(int axis) => lengths[axis];

    /// <summary>The column at a place on a line of columns along an axis.</summary>
    public int On(int axis, int line, int place) => axis == Dimension - 1 ? line * lengths[axis] + place : place * lengths[^1] + line;

    /// <summary>The place of a column on its line along an axis.</summary>
    public int Place(int axis, int column) => axis == Dimension - 1 ? column % lengths[axis] : column / lengths[^1];

    /// <summary>The line along an axis that a column is on.</summary>
    public int Line(int axis, int column) => axis == Dimension - 1 ? column / lengths[axis] : column % lengths[^1];

    /// <summary>From a cell of w to the next along a component.</summary>
    public int Stride(int component) => component == Dimension - 1 ? 1 : Cells;

    /// <summary>Where in a block a line of cells along a component starts.</summary>
    public int Start(int component, int line) => component == Dimension - 1 ? line * Cells : line;

    /// <summary>The number of a cell of a block along a component.</summary>
    public int Number(int component, int cell) => component == Dimension - 1 ? cell % Cells : cell / Cells;

    /// <summary>Draws the parabolas of a column anew.</summary>
    /// <param name="column">The column.</param>
    /// <param name="line">Scratch memory.</param>
    public void Reconstruct(int column, FrameScratch line)
    {
        for (int b = 0; b < Dimension; b++)
        {
            for (int k = 0; k < Block / Cells; k++)
            {
                int start = column * Block + Start(b, k), stride = Stride(b);
                for (int j = 0; j < Cells; j++) line.Padded[j + Ghosts] = Mass[start + j * stride];
                ParabolicReconstruction.Fill(line.Padded, line.Lower, line.Upper);
                for (int j = 0; j < Cells; j++)
                {
                    double inverse = line.Padded[j + Ghosts] > 0 ? 1 / line.Padded[j + Ghosts] : 0;
                    (lower[b][start + j * stride], upper[b][start + j * stride]) = (line.Lower[j] * inverse, line.Upper[j] * inverse);
                }
            }
        }
    }

    /// <summary>The values of the parabola of a cell along a component at its lower and its upper face, over its mean.</summary>
    public (double Lower, double Upper) Parabola(int component, int cell) => (lower[component][cell], upper[component][cell]);

    /// <summary>How far the mean of a component of w over a cell is above its centre, and the mean square about that mean.</summary>
    public (double Offset, double Variance) Spread(int component, int cell)
    {
        double low = lower[component][cell], high = upper[component][cell], offset = (high - low) * (1.0 / 12), curvature = 6 - 3 * (low + high);
        return (offset * Width, (1.0 / 12 - curvature * (1.0 / 180) - offset * offset) * Width * Width);
    }

    /// <summary>The mass of a column, its mean of a component of w, and the mean square about that mean.</summary>
    public (double Mass, double Mean, double Variance) Moments(int component, int column)
    {
        double mass = 0, first = 0, second = 0;
        double[] low = lower[component], high = upper[component], at = centres[component];
        for (int k = 0, stride = Stride(component); k < Block / Cells; k++)
        {
            for (int j = Start(component, k), end = j + Cells * stride; j < end; j += stride)
            {
                int cell = column * Block + j;
                double own = Mass[cell], w = at[j], tilt = (high[cell] - low[cell]) * Width * (1.0 / 12);
                mass += own;
                first += own * (w + tilt);
                second += own * (w * (w + 2 * tilt) + (1.0 / 12 - (2 - low[cell] - high[cell]) * (1.0 / 60)) * Width * Width);
            }
        }

        return mass == 0 ? default : (mass, first / mass, second / mass - first / mass * (first / mass));
    }

    private T[][] Each<T>(int length) => [.. Enumerable.Range(0, Dimension).Select(_ => new T[length])];
}
