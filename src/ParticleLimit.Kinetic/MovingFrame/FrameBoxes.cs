namespace ParticleLimit.Kinetic;

/// <summary>The cells of a frame as boxes in a component of v, shared out to the cells of a fixed axis.</summary>
/// <remarks>A box is as wide as the cell and its tilts in x, and is shared by the linear tents of the centres of the axis: its mass and its mean are kept.</remarks>
/// <param name="columns">The columns whose frames they are.</param>
/// <param name="axis">The axis.</param>
internal sealed class FrameBoxes(FrameColumns columns, GridAxis axis)
{
    private readonly double[] values = new double[columns.Cells * axis.Cells];
    private readonly int[] starts = new int[columns.Cells], counts = new int[columns.Cells];

    /// <summary>The first cell of the axis that gets something of a cell of the frame.</summary>
    public int Start(int cell) => starts[cell];

    /// <summary>The shares of a cell of the frame, from <see cref="Start"/> on.</summary>
    public ReadOnlySpan<double> Shares(int cell) => values.AsSpan(cell * axis.Cells, counts[cell]);

    /// <summary>Computes them for a frame.</summary>
    public void Fill(VelocityFrame frame)
    {
        double width = (frame.Scale * columns.Width + Math.Abs(frame.Slope0) + Math.Abs(frame.Slope1)) / axis.Width;
        for (int j = 0; j < columns.Cells; j++)
        {
            double place = (frame.Centre + frame.Scale * (-1 + (j + 0.5) * columns.Width) - axis.From) / axis.Width - 0.5, before = 0;
            int last = axis.Cells - 1, first = Math.Clamp((int)Math.Floor(place - width / 2), 0, last), end = Math.Clamp((int)Math.Ceiling(place + width / 2), first, last);
            (starts[j], counts[j]) = (first, end - first + 1);
            for (int k = first; k <= end; k++)
            {
                // The share of the tents up to and including k: 1 less the mean over the box of a ramp from k to k + 1.
                double upTo = k == end ? 1 : width > 1e-9 ? 1 - (Ramp(place + width / 2 - k) - Ramp(place - width / 2 - k)) / width : 1 - Math.Clamp(place - k, 0, 1);
                values[j * axis.Cells + k - first] = Math.Max(0, upTo - before);
                before = Math.Max(before, upTo);
            }
        }
    }

    // The integral of x clamped to [0, 1].
    private static double Ramp(double x) => x <= 0 ? 0 : x < 1 ? 0.5 * x * x : x - 0.5;
}
