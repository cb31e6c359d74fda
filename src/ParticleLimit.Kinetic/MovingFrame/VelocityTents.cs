namespace ParticleLimit.Kinetic;

/// <summary>A box in a component of v, shared out to the cells of a fixed axis by the linear tents of their centres: its mass and its mean are kept.</summary>
/// <param name="axis">The axis.</param>
internal sealed class VelocityTents(GridAxis axis)
{
    private readonly double[] values = new double[axis.Cells];

    /// <summary>The first cell of the axis that gets something.</summary>
    public int Start { get; private set; }

    /// <summary>The shares, from <see cref="Start"/> on.</summary>
    public ReadOnlySpan<double> Shares => values.AsSpan(0, count);

    private int count;

    /// <summary>Computes them.</summary>
    /// <param name="centre">The middle of the box.</param>
    /// <param name="extent">Its width.</param>
    public void Fill(double centre, double extent)
    {
        double width = extent / axis.Width, place = (centre - axis.From) / axis.Width - 0.5, before = 0;
        int last = axis.Cells - 1, end = Math.Clamp((int)Math.Ceiling(place + width / 2), 0, last);
        Start = Math.Clamp((int)Math.Floor(place - width / 2), 0, end);
        count = end - Start + 1;
        for (int k = Start; k <= end; k++)
        {
            // The share of the tents up to and including k: 1 less the mean over the box of a ramp from k to k + 1.
            double upTo = k == end ? 1 : 1 - Ramp(place - k, width);
            values[k - Start] = Math.Max(0, upTo - before);
            before = Math.Max(before, upTo);
        }
    }

    // The mean of x clamped to [0, 1] over a box: x, and what is cut off at 0 and at 1. No difference of nearly equal numbers is divided by the width, however thin the box is.
    private static double Ramp(double centre, double width)
    {
        double half = width / 2;
        if (centre + half <= 0) return 0;
        if (centre - half >= 1) return 1;
        double under = Math.Max(0, half - centre), over = Math.Max(0, centre + half - 1);
        return under + over > 0 ? centre + (under * (under / width) - over * (over / width)) / 2 : centre;
    }
}
