namespace ParticleLimit.Comparison;

/// <summary>The cells of a density between two values of x, from the lowest to the highest that has mass.</summary>
internal sealed class DensityColumn
{
    private DensityColumn(int index, int bottom, double[] masses)
    {
        (Index, Bottom, Masses) = (index, bottom, masses);
        (Sums, Integrals) = (new double[masses.Length + 1], new double[masses.Length + 1]);
        for (int j = 0; j < masses.Length; j++)
        {
            Sums[j + 1] = Sums[j] + masses[j];
            Integrals[j + 1] = Integrals[j] + (Sums[j] + Sums[j + 1]) / 2;
        }
    }

    /// <summary>Which column it is.</summary>
    public int Index { get; }

    /// <summary>The lowest cell with mass.</summary>
    public int Bottom { get; }

    /// <summary>The masses from there up.</summary>
    public double[] Masses { get; }

    /// <summary>Their sums up to each side of a cell.</summary>
    public double[] Sums { get; }

    /// <summary>The integrals of the sums, linear in a cell, in units of a cell.</summary>
    public double[] Integrals { get; }

    /// <summary>The number of cells.</summary>
    public int Height => Masses.Length;

    /// <summary>The mass of all.</summary>
    public double Mass => Sums[^1];

    /// <summary>A column of the density; null where it has no mass.</summary>
    public static DensityColumn? Of(double[,] masses, int index)
    {
        int bottom = 0, top = masses.GetLength(1);
        while (bottom < top && masses[index, bottom] == 0) bottom++;
        while (top > bottom && masses[index, top - 1] == 0) top--;
        return bottom == top ? null : new DensityColumn(index, bottom, [.. Enumerable.Range(bottom, top - bottom).Select(j => masses[index, j])]);
    }

    /// <summary>The mass below a height, in cells.</summary>
    public double Sum(double height)
    {
        if (height <= 0) return 0;
        if (height >= Height) return Mass;
        int j = (int)height;
        return Sums[j] + (height - j) * Masses[j];
    }

    /// <summary>The integral of <see cref="Sum"/> up to a height, in cells.</summary>
    public double Integral(double height)
    {
        if (height <= 0) return 0;
        if (height >= Height) return Integrals[^1] + (height - Height) * Mass;
        int j = (int)height;
        double part = height - j;
        return Integrals[j] + part * (Sums[j] + part / 2 * Masses[j]);
    }
}
