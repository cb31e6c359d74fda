using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>f(t) of a reference in d = 1 as averages over cells of phase space, with a bound of how far f is from them.</summary>
/// <remarks>A sheet is averaged exactly over its triangles, a grid has cells of its own, and a closed form is averaged by the midpoint rule on a box that holds
/// its support: the images of the support of f0.</remarks>
public static class ReferenceDensity
{
    private const int Cells = 512, Samples = 2, BoundaryPoints = 256;

    /// <summary>f(t); null where d > 1 or f has no density at this time.</summary>
    public static ResolvedDensity? Of(IKineticReference reference, double time)
    {
        if (reference.Dimension != 1 || !reference.HasDensityAt(time)) return null;
        if (reference is IGridSolution grid and not SheetReference)
            return new ResolvedDensity(new CellDensity(grid.Position.From, grid.Position.Width, grid.Velocity.From, grid.Velocity.Width, grid.Snapshot(time).Values!));
        (GridAxis position, GridAxis velocity) = Box(reference, time);
        double[,] averages = reference is SheetReference sheet ? sheet.CellAverages(time, position, velocity) : Averages(reference, time, position, velocity, Samples);
        double mass = 0;
        foreach (double average in averages) mass += average * position.Width * velocity.Width;

        // A mass that is not one by the quadrature's error is made so, which may move it anywhere.
        double diameter = Math.Sqrt(Math.Pow(position.To - position.From, 2) + Math.Pow(velocity.To - velocity.From, 2));
        return new ResolvedDensity(new CellDensity(position.From, position.Width, velocity.From, velocity.Width, averages), Math.Abs(mass - 1) / 2 * diameter, Math.Sqrt(Math.Abs(mass - 1) / 2) * diameter);
    }

    /// <summary>A box with the support of f(t): the characteristics map the boundary of the support of f0 to that of f(t).</summary>
    private static (GridAxis Position, GridAxis Velocity) Box(IKineticReference reference, double time)
    {
        ((double fromX, double toX), (double fromV, double toV)) = (reference.Initial.Support[0], reference.Initial.Support[1]);
        double[] x = new double[4 * BoundaryPoints], v = new double[4 * BoundaryPoints];
        for (int k = 0; k < BoundaryPoints; k++)
        {
            double s = k / (double)BoundaryPoints;
            (x[4 * k], v[4 * k]) = (fromX + s * (toX - fromX), fromV);
            (x[4 * k + 1], v[4 * k + 1]) = (toX - s * (toX - fromX), toV);
            (x[4 * k + 2], v[4 * k + 2]) = (fromX, toV - s * (toV - fromV));
            (x[4 * k + 3], v[4 * k + 3]) = (toX, fromV + s * (toV - fromV));
        }

        double[][] positions = [[.. x.Select(value => reference.Domain.Wrap(value, 0))]], velocities = [v];
        reference.Advance(0, time, positions, velocities);
        GridAxis velocity = new(v.Min(), v.Max(), Cells);
        return (reference.Domain is Torus torus ? new GridAxis(0, torus.Lengths[0], Cells) : new GridAxis(positions[0].Min(), positions[0].Max(), Cells), velocity);
    }

    /// <summary>f(t) of a reference averaged over cells by the midpoint rule: [x, v].</summary>
    /// <param name="reference">The reference, d = 1, with a density at that time.</param>
    /// <param name="time">t.</param>
    /// <param name="position">The cells in x.</param>
    /// <param name="velocity">The cells in v.</param>
    /// <param name="samples">The points in each cell along either axis.</param>
    internal static double[,] Averages(IKineticReference reference, double time, GridAxis position, GridAxis velocity, int samples)
    {
        var averages = new double[position.Cells, velocity.Cells];
        Span<double> x = stackalloc double[1], v = stackalloc double[1];
        for (int i = 0; i < samples * position.Cells; i++)
        {
            x[0] = position.From + (i + 0.5) / samples * position.Width;
            for (int j = 0; j < samples * velocity.Cells; j++)
            {
                v[0] = velocity.From + (j + 0.5) / samples * velocity.Width;
                averages[i / samples, j / samples] += reference.Density(time, x, v) / (samples * samples);
            }
        }

        return averages;
    }
}
