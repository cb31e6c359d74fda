using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>What one member of the team has seen of its particles in a pass.</summary>
internal sealed unsafe class RowMeasures : IDisposable
{
    private readonly NativeBlock box = new(3 * Lanes256.Count * sizeof(double));

    /// <summary>The largest squared distance of a velocity from the mean.</summary>
    public double Fastest { get; set; }

    /// <summary>The sum of the squared distances: not finite if one is not.</summary>
    public double Total { get; set; }

    /// <summary>The largest sum of weights on a particle, its own with them.</summary>
    public double Crowding { get; set; }

    /// <summary>The lowest coordinates, a vector.</summary>
    public double* Low => box.Doubles;

    /// <summary>The highest coordinates, a vector.</summary>
    public double* High => box.Doubles + Lanes256.Count;

    /// <summary>Room for the cells of one particle along the axes.</summary>
    public int* Across => (int*)(box.Doubles + 2 * Lanes256.Count);

    /// <summary>The largest squared distance of a velocity from the mean; NaN if one is not finite.</summary>
    public double SquaredSpread => double.IsFinite(Total) ? Fastest : double.NaN;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Fastest, Total, Crowding) = (0, 0, 0);
        new Span<double>(Low, Lanes256.Count).Fill(double.PositiveInfinity);
        new Span<double>(High, Lanes256.Count).Fill(double.NegativeInfinity);
    }

    /// <summary>Grows the box around a position.</summary>
    public void Include(double* position, int dimension) => Include(position, position, dimension);

    /// <summary>Grows the box around another.</summary>
    public void Include(RowMeasures other, int dimension) => Include(other.Low, other.High, dimension);

    private void Include(double* low, double* high, int dimension)
    {
        for (int axis = 0; axis < dimension; axis++)
        {
            Low[axis] = Math.Min(Low[axis], low[axis]);
            High[axis] = Math.Max(High[axis], high[axis]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => box.Dispose();
}
