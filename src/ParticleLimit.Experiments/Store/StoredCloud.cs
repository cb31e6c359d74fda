using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>A cloud from a file.</summary>
/// <param name="Points">Its points: the positions' axes, then the velocities', if there are any.</param>
/// <param name="Dimension">d.</param>
/// <param name="HasVelocities">False for a cloud of positions alone.</param>
public sealed record StoredCloud(PointCloud Points, int Dimension, bool HasVelocities)
{
    /// <summary>The sides in x and v of the cells for whose centres the points stand, where the file is of a grid; else null.</summary>
    public (double Position, double Velocity)? Cell { get; init; }

    /// <summary>The density that is constant on those cells, where the file is of a grid; else null.</summary>
    public CellDensity? Density { get; init; }

    /// <summary>Whether the points are a low-discrepancy sample of a density, d = 2 and 3: w1 is then of the law that they stand for, and all other distances are of the points.</summary>
    public bool IsOfLaw { get; init; }

    /// <summary>How far the density that is constant on the cells is from the points, in W1 of a measure's axes; zero for points themselves.</summary>
    public double CellMove(string measure) => (Cell, measure) switch
    {
        (null, _) => 0,
        ({ } cell, "w1-position") => cell.Position / 4,
        ({ } cell, "w1-velocity") => cell.Velocity / 4,
        ({ } cell, "w2") => Math.Sqrt((cell.Position * cell.Position + cell.Velocity * cell.Velocity) / 12),
        ({ } cell, _) => MeanDistanceToCentre(cell.Position / 2, cell.Velocity / 2),
    };

    private static double MeanDistanceToCentre(double a, double b) =>
        (Math.Sqrt(a * a + b * b) + (a * a / b * Math.Asinh(b / a) + b * b / a * Math.Asinh(a / b)) / 2) / 3;
}
