namespace ParticleLimit.Particles;

/// <summary>What one member of the team has seen of its particles in a pass.</summary>
internal sealed unsafe class RowMeasures : IDisposable
{
    private const int Axes = 3;

    private readonly NativeBlock box = new(2 * Axes * sizeof(double));

    /// <summary>The largest squared distance of a velocity from the mean.</summary>
    public double Fastest { get; set; }

    /// <summary>The sum of the squared distances: not finite if one is not.</summary>
    public double Total { get; set; }

    /// <summary>The largest sum of weights on a particle, its own with them.</summary>
    public double Crowding { get; set; }

    /// <summary>The lowest coordinate along each axis.</summary>
    public double* Low => box.Doubles;

    /// <summary>The highest coordinate along each axis.</summary>
    public double* High => box.Doubles + Axes;

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
    public void Dispose() => box.Dispose();
}
