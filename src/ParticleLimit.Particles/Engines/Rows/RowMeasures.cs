namespace ParticleLimit.Particles;

/// <summary>What one member of the team has seen of its particles in a pass.</summary>
/// <remarks>In lines of memory of its own: beside another member's numbers each note of the one would take the line from the other.</remarks>
internal sealed unsafe class RowMeasures : IDisposable
{
    private const int Axes = 3;

    private readonly NativeBlock numbers = new((2 * Axes + 3) * sizeof(double));

    /// <summary>The largest squared distance of a velocity from the mean.</summary>
    public ref double Fastest => ref numbers.Doubles[2 * Axes];

    /// <summary>The sum of the squared distances: not finite if one is not.</summary>
    public ref double Total => ref numbers.Doubles[2 * Axes + 1];

    /// <summary>The largest sum of weights on a particle, its own with them.</summary>
    public ref double Crowding => ref numbers.Doubles[2 * Axes + 2];

    /// <summary>The lowest coordinate along each axis.</summary>
    public double* Low => numbers.Doubles;

    /// <summary>The highest coordinate along each axis.</summary>
    public double* High => numbers.Doubles + Axes;

    /// <summary>The largest squared distance of a velocity from the mean; NaN if one is not finite.</summary>
    public double SquaredSpread => double.IsFinite(Total) ? Fastest : double.NaN;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Fastest, Total, Crowding) = (0, 0, 0);
        new Span<double>(Low, Axes).Fill(double.PositiveInfinity);
        new Span<double>(High, Axes).Fill(double.NegativeInfinity);
    }

    /// <summary>Grows the box along an axis.</summary>
    public void Include(int axis, double low, double high)
    {
        Low[axis] = Math.Min(Low[axis], low);
        High[axis] = Math.Max(High[axis], high);
    }

    /// <inheritdoc/>
    public void Dispose() => numbers.Dispose();
}
