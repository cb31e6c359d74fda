using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ParticleLimit.Kinetic;

/// <summary>rho and rho u over a uniform grid of positions at one time: cell averages, and a parabola in each cell that keeps them.</summary>
/// <remarks>Written with rho u, the alignment force -gamma (rho v - rho u) needs no division and vanishes with the density. In free space the
/// grid ends with the mass, where the fields may jump: there the parabolas look inwards alone.</remarks>
internal sealed class PositionField
{
    private const int Coefficients = 6, Pair = 2;

    private readonly bool periodic;
    private readonly double[] table; // per cell: rho and momentum, in turn, of powers 0, 1, 2 of the place in [0, 1]
    private readonly double[] densityFaces, momentumFaces;

    /// <summary>An empty field.</summary>
    public PositionField(int cells, bool periodic)
    {
        this.periodic = periodic;
        Density = new double[cells];
        Momentum = new double[cells];
        table = new double[Coefficients * cells];
        densityFaces = new double[cells + 1];
        momentumFaces = new double[cells + 1];
    }

    /// <summary>Cells.</summary>
    public int Cells => Density.Length;

    /// <summary>The lower end.</summary>
    public double From { get; set; }

    /// <summary>The width of a cell.</summary>
    public double Width { get; set; }

    /// <summary>Cell averages of rho.</summary>
    public double[] Density { get; }

    /// <summary>The mean velocity of the whole flock. Momentum is kept about it, so that no limiter knows the frame of reference.</summary>
    public double Frame { get; init; }

    /// <summary>Cell averages of rho (u - frame).</summary>
    public double[] Momentum { get; }

    /// <summary>What is added to u everywhere so that the force has no sum: of the size of the discretization error.</summary>
    public double Drift { get; set; }

    /// <summary>Makes the parabolas from the averages.</summary>
    public void Reconstruct()
    {
        Faces(Density, densityFaces);
        Faces(Momentum, momentumFaces);
        if (!periodic)
        {
            Vacuum(0);
            Vacuum(Cells);
        }

        for (int k = 0; k < Cells; k++)
        {
            Span<double> row = table.AsSpan(k * Coefficients, Coefficients);
            Parabola(Density[k], densityFaces[k], densityFaces[k + 1], row);
            Parabola(Momentum[k], momentumFaces[k], momentumFaces[k + 1], row[1..]);
        }
    }

    /// <summary>rho and rho u at a position, the drift included; zero outside the grid in free space.</summary>
    public (double Density, double Momentum) At(double position)
    {
        double place = (position - From) / Width;
        if (periodic)
        {
            place -= Cells * Math.Floor(place / Cells);
        }
        else if (!(place >= 0 && place <= Cells))
        {
            return (0, 0);
        }

        int cell = Math.Min((int)place, Cells - 1);
        double s = place - cell;
        Vector128<double> both = Both(cell, s);
        return (both[0], both[1] + (Frame + Drift) * both[0]);
    }

    /// <summary>rho at many positions, and rho v - rho u there, without the drift; zero at the ends in free space, where the mass ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Relax(ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities, Span<double> density, Span<double> excess)
    {
        double inverse = 1 / Width, from = From;
        int last = Cells - 1;
        double period = Cells, inversePeriod = 1.0 / Cells, end = Cells * (1 - 1e-14);
        for (int i = 0; i < positions.Length; i++)
        {
            double place = (positions[i] - from) * inverse;
            if (periodic) place -= period * Math.Floor(place * inversePeriod);
            int cell = Math.Clamp((int)place, 0, last);
            double s = place - cell;
            double inside = periodic || (place > 0 && place < end) ? 1 : 0;
            Vector128<double> both = Both(cell, s) * inside;
            density[i] = both[0];
            excess[i] = both[0] * (velocities[i] - Frame) - both[1];
        }
    }

    /// <summary>A copy for a history.</summary>
    public PositionField Clone()
    {
        var copy = new PositionField(Cells, periodic) { From = From, Width = Width, Drift = Drift, Frame = Frame };
        Density.CopyTo(copy.Density, 0);
        Momentum.CopyTo(copy.Momentum, 0);
        table.CopyTo(copy.table, 0);
        return copy;
    }

    // rho and momentum at a place in a cell.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<double> Both(int cell, double place)
    {
        ReadOnlySpan<double> row = table.AsSpan(cell * Coefficients, Coefficients);
        return Vector128.Create(row) + place * (Vector128.Create(row[Pair..]) + place * Vector128.Create(row[(2 * Pair)..]));
    }

    // Fourth-order face values, kept between the averages on both sides: next to a jump nothing overshoots.
    private void Faces(double[] averages, double[] faces)
    {
        int cells = averages.Length;
        for (int face = 0; face <= cells; face++)
        {
            if (!periodic && face < 2)
            {
                faces[face] = face == 0 ? 1.5 * averages[0] - 0.5 * averages[1] : 0.5 * (averages[0] + averages[1]);
            }
            else if (!periodic && face > cells - 2)
            {
                faces[face] = face == cells ? 1.5 * averages[^1] - 0.5 * averages[^2] : 0.5 * (averages[^1] + averages[^2]);
            }
            else
            {
                double left = averages[(face - 1 + cells) % cells], right = averages[face % cells];
                double value = 7.0 / 12 * (left + right) - (averages[(face - 2 + cells) % cells] + averages[(face + 1) % cells]) / 12;
                faces[face] = Math.Clamp(value, Math.Min(left, right), Math.Max(left, right));
            }
        }
    }

    private void Vacuum(int face)
    {
        if (densityFaces[face] <= 0) (densityFaces[face], momentumFaces[face]) = (0, 0);
    }

    private static void Parabola(double average, double left, double right, Span<double> coefficients)
    {
        double curvature = 6 * (average - 0.5 * (left + right));
        (coefficients[0], coefficients[Pair], coefficients[2 * Pair]) = (left, right - left + curvature, -curvature);
    }
}
