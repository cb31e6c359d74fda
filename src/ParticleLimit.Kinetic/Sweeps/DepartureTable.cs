using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>For each cell face, the cell that it comes from under the contraction v -> u + q (v - u), and the weights of that cell's part below it.</summary>
/// <remarks>Face j departs from y_j = o + (j - o)/q in cell units, o the place of u. Departures are at least a cell apart, and those beyond the
/// ends are put on an empty cell there. Computed once for all lines that share u and q.</remarks>
internal sealed unsafe class DepartureTable
{
    private const int Width = 8;

    private readonly int capacity;
    private readonly AlignedBuffer<double> weights;
    private readonly AlignedBuffer<int> cells;

    /// <summary>A table for lines of at most so many cells.</summary>
    public DepartureTable(int cells)
    {
        capacity = (cells + 3 * Width) / Width * Width;
        weights = new AlignedBuffer<double>(3 * capacity);
        this.cells = new AlignedBuffer<int>(capacity);
    }

    /// <summary>The cell that face j comes from: -1 and the number of cells are the empty ones beyond the ends.</summary>
    public int* Cells => cells.Start;

    /// <summary>The weight of the cell's average in its part below the departure.</summary>
    public double* Average => weights.Start;

    /// <summary>The weight of its lower face value.</summary>
    public double* Left => weights.Start + capacity;

    /// <summary>The weight of its upper face value.</summary>
    public double* Right => weights.Start + 2 * capacity;

    /// <summary>The place of u, in cells from the lower end of the lines.</summary>
    public double Origin { get; private set; }

    /// <summary>q.</summary>
    public double Factor { get; private set; }

    /// <summary>Prepares the table.</summary>
    /// <param name="origin">The place of u, in cells from the lower end of the lines.</param>
    /// <param name="factor">q, above 0 and at most 1.</param>
    /// <param name="length">Cells of a line.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(double origin, double factor, int length)
    {
        (Origin, Factor) = (origin, factor);
        Lanes centre = Vector512.Create(origin), stretch = Vector512.Create(1 / factor);
        Lanes end = Vector512.Create((double)length), face = Vector512.CreateSequence(0.0, 1.0);
        for (int j = 0; j < length + 2 * Width && j < capacity; j += Width, face += Vector512.Create((double)Width))
        {
            Lanes cell = Departure(face, centre, stretch, end, out Lanes fraction);
            Parabola.PartWeights(fraction, out Lanes average, out Lanes left, out Lanes right);
            average.Store(Average + j);
            left.Store(Left + j);
            right.Store(Right + j);
            Integers(cell).Store(Cells + j);
        }
    }

    /// <summary>The cells that faces come from, and the fractions of those cells below the departures.</summary>
    /// <param name="face">The faces' numbers.</param>
    /// <param name="centre">The place of u.</param>
    /// <param name="stretch">1/q.</param>
    /// <param name="end">The number of cells.</param>
    /// <param name="fraction">Receives the fractions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Departure(Lanes face, Lanes centre, Lanes stretch, Lanes end, out Lanes fraction)
    {
        Lanes from = Vector512.FusedMultiplyAdd(face - centre, stretch, centre);
        from = Vector512.MinNative(Vector512.MaxNative(from, Vector512.Create(-1.0)), end);
        Lanes cell = Vector512.Floor(from);
        fraction = from - cell;
        return cell;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Integers(Lanes whole)
    {
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector256Int32(whole);
        Vector512<long> integers = Vector512.ConvertToInt64(whole);
        return Vector256.Narrow(integers.GetLower(), integers.GetUpper());
    }
}
