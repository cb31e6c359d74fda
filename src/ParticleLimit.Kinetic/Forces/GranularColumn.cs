namespace ParticleLimit.Kinetic;

/// <summary>The masses of one column as cells of uniform density, and the granular force -gamma int |v - v*| (v - v*) f dv* of them in O(1) a place.</summary>
/// <remarks>Below a place every mass pulls down and above it up, each with a quadratic: prefix sums of the moments 0, 1, 2 give the force, and only the cell
/// around the place is cut. Velocities are taken from the axis' middle.</remarks>
internal sealed class GranularColumn(int cells)
{
    private readonly double[] faces = new double[cells + 1];
    private readonly double[] masses = new double[cells];
    private readonly double[] mass = new double[cells + 1];
    private readonly double[] first = new double[cells + 1];
    private readonly double[] second = new double[cells + 1];

    /// <summary>The faces of the cells; ascending once filled.</summary>
    public Span<double> Faces => faces;

    /// <summary>The masses of the cells.</summary>
    public Span<double> Masses => masses;

    /// <summary>The sum of the masses, once <see cref="Accumulate"/> has been called.</summary>
    public double Mass => mass[cells];

    /// <summary>Takes the moments of the cells as they are.</summary>
    public void Accumulate()
    {
        for (int j = 0; j < cells; j++)
        {
            double centre = 0.5 * (faces[j] + faces[j + 1]), width = faces[j + 1] - faces[j], m = masses[j];
            mass[j + 1] = mass[j] + m;
            first[j + 1] = first[j] + m * centre;
            second[j + 1] = second[j] + m * (centre * centre + width * width / 12);
        }
    }

    /// <summary>The force over gamma at a place, whose cell is searched from a hint on.</summary>
    /// <param name="v">The velocity.</param>
    /// <param name="cell">The hint, replaced by the cell around the place.</param>
    public double Force(double v, ref int cell)
    {
        while (cell < cells - 1 && v > faces[cell + 1]) cell++;
        while (cell > 0 && v < faces[cell]) cell--;
        double width = faces[cell + 1] - faces[cell];
        double below = Math.Clamp((v - faces[cell]) / width, 0, 1), above = 1 - below;
        double own = masses[cell] * width * width * (1.0 / 3) * (below * below * below - above * above * above);

        // Outside the cells the end cell, wholly on one side, is a whole cell like the others.
        if (v > faces[cells]) return -Side(v, cells);
        if (v < faces[0]) return Side(v, cells);
        return -(Side(v, cell) + own - (Side(v, cells) - Side(v, cell + 1)));
    }

    /// <summary>Minus the slope of the force over gamma: 2 int |v - v*| f dv*, at the face of a cell.</summary>
    public double SlopeAtFace(int face)
    {
        double v = faces[face];
        return 2 * (v * mass[face] - first[face] + (first[cells] - first[face]) - v * (mass[cells] - mass[face]));
    }

    /// <summary>The force over gamma at the face of a cell.</summary>
    public double ForceAtFace(int face) => -(2 * Side(faces[face], face) - Side(faces[face], cells));

    // int (v - v*)^2 over the cells below the given one.
    private double Side(double v, int cell) => v * (v * mass[cell] - 2 * first[cell]) + second[cell];
}
