namespace ParticleLimit.Kinetic;

/// <summary>How a piece that is a parabola between two values of w is shared among the cells of a frame.</summary>
/// <param name="columns">The columns whose frames they are.</param>
internal sealed class FrameShares(FrameColumns columns)
{
    /// <summary>The first cell that gets something.</summary>
    public int First { get; private set; }

    /// <summary>How many cells get something.</summary>
    public int Count { get; private set; }

    /// <summary>The shares of these cells; their sum is 1, for what is beyond the frame goes to its end cells.</summary>
    public double[] Values { get; } = new double[columns.Cells];

    /// <summary>Computes them.</summary>
    /// <param name="centre">The middle of the piece, in w.</param>
    /// <param name="width">Its width, in w.</param>
    /// <param name="lower">Its parabola's value at its lower end, over its mean.</param>
    /// <param name="upper">The same at its upper end.</param>
    public void Fill(double centre, double width, double lower, double upper)
    {
        double from = centre - 0.5 * width, to = centre + 0.5 * width, inverse = 1 / (to - from), taken = 0;
        First = Math.Clamp((int)Math.Floor((from + 1) / columns.Width), 0, columns.Cells - 1);
        int last = Math.Clamp((int)Math.Ceiling((to + 1) / columns.Width) - 1, First, columns.Cells - 1);
        for (int j = First; j < last; j++)
        {
            double share = Math.Clamp((columns.Face(j + 1) - from) * inverse, 0, 1);
            double upTo = Math.Clamp(ParabolicReconstruction.LowerPart(1, lower, upper, share), taken, 1);
            Values[j - First] = upTo - taken;
            taken = upTo;
        }

        Count = last - First + 1;
        Values[last - First] = 1 - taken;
    }
}
