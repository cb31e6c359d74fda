using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>The exact position marginal of a phase-space sheet that is linear on triangles: mass and momentum in each cell of a position grid.</summary>
/// <remarks>A quad is split along one diagonal, the other one in the next quad, which leaves no direction preferred; the two triangles share the mass.
/// Eight quads of a row go together (<see cref="LaneTriangles"/>); their parts are added cell by cell in the order of the quads.</remarks>
internal static unsafe class MarginalDeposit
{
    private const int Width = 8;

    /// <summary>Adds rows of quads of one patch.</summary>
    /// <param name="positions">X of the patch's nodes.</param>
    /// <param name="velocities">V of the patch's nodes.</param>
    /// <param name="masses">The masses of the patch's quads.</param>
    /// <param name="quads">Quads in a row.</param>
    /// <param name="rowFrom">The first row.</param>
    /// <param name="rowTo">After the last row.</param>
    /// <param name="cells">Receives mass and momentum, added, in turn for each cell.</param>
    /// <param name="from">The lower end of the position grid.</param>
    /// <param name="width">The width of its cells.</param>
    /// <param name="periodic">Whether it is one period of a torus; if not, what lies outside goes to the cell at that end.</param>
    /// <returns>The first and the last cell that received any.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int First, int Last) Add(
        ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities, ReadOnlySpan<double> masses, int quads, int rowFrom, int rowTo,
        Span<double> cells, double from, double width, bool periodic)
    {
        int nodes = quads + 1, count = cells.Length / 2;
        Lanes lowest = Vector512.Create((double)count), highest = Vector512.Create(-1.0);
        Lanes origin = Vector512.Create(from), inverse = Vector512.Create(1 / width);
        double* tail = stackalloc double[5 * Width];
        fixed (double* x = positions, v = velocities, mass = masses, target = cells)
        {
            for (int j = rowFrom; j < rowTo; j++)
            {
                // All bits where the diagonal goes from the lower left to the upper right.
                Lanes even = (j & 1) == 0 ? Vector512.Create(-1L, 0, -1, 0, -1, 0, -1, 0).AsDouble() : Vector512.Create(0L, -1, 0, -1, 0, -1, 0, -1).AsDouble();
                double* rowX = x + (long)j * nodes, rowV = v + (long)j * nodes, rowMass = mass + (long)j * quads;
                for (int i = 0; i < quads; i += Width)
                {
                    Lanes half, ax, bx, cx, dx, av, bv, cv, dv;
                    if (i + Width <= quads)
                    {
                        half = Vector512.Load(rowMass + i);
                        (ax, bx, cx, dx) = (Vector512.Load(rowX + i), Vector512.Load(rowX + i + 1), Vector512.Load(rowX + nodes + i), Vector512.Load(rowX + nodes + i + 1));
                        (av, bv, cv, dv) = (Vector512.Load(rowV + i), Vector512.Load(rowV + i + 1), Vector512.Load(rowV + nodes + i), Vector512.Load(rowV + nodes + i + 1));
                    }
                    else
                    {
                        half = Part(rowMass, i, quads, 0, tail);
                        (ax, bx) = (Part(rowX, i, nodes, rowX[quads], tail), Part(rowX, i + 1, nodes, rowX[quads], tail));
                        (cx, dx) = (Part(rowX + nodes, i, nodes, rowX[nodes + quads], tail), Part(rowX + nodes, i + 1, nodes, rowX[nodes + quads], tail));
                        (av, bv) = (Part(rowV, i, nodes, 0, tail), Part(rowV, i + 1, nodes, 0, tail));
                        (cv, dv) = (Part(rowV + nodes, i, nodes, 0, tail), Part(rowV + nodes, i + 1, nodes, 0, tail));
                    }

                    half *= Vector512.Create(0.5);
                    ax = (ax - origin) * inverse;
                    bx = (bx - origin) * inverse;
                    cx = (cx - origin) * inverse;
                    dx = (dx - origin) * inverse;
                    var one = new LaneTriangles(half, ax, bx, Vector512.ConditionalSelect(even, dx, cx), av, bv, Vector512.ConditionalSelect(even, dv, cv));
                    var other = new LaneTriangles(half, Vector512.ConditionalSelect(even, ax, bx), cx, dx, Vector512.ConditionalSelect(even, av, bv), cv, dv);
                    Put(one, other, target, count, periodic, tail, ref lowest, ref highest);
                }
            }
        }

        double first = double.PositiveInfinity, last = -1;
        for (int k = 0; k < Width; k++) (first, last) = (Math.Min(first, lowest[k]), Math.Max(last, highest[k]));
        return last < first ? (0, -1) : ((int)first, (int)last);
    }

    // From cell to cell up to the highest of the two triangles; a lane that is done adds nothing to its last cell.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(in LaneTriangles one, in LaneTriangles other, double* target, int count, bool periodic, double* scratch, ref Lanes lowest, ref Lanes highest)
    {
        Lanes first = Vector512.Floor(Vector512.MinNative(one.Lowest, other.Lowest)), last = Vector512.Floor(Vector512.MaxNative(one.Highest, other.Highest));
        Lanes massBelow = Lanes.Zero, momentumBelow = Lanes.Zero;
        for (Lanes cell = first; ; cell += Lanes.One)
        {
            Lanes face = cell + Lanes.One;
            bool more = Vector512.LessThanAny(cell, last);
            (Lanes massLeft, Lanes momentumLeft) = one.Below(face);
            (Lanes otherMass, Lanes otherMomentum) = other.Below(face);
            (massLeft, momentumLeft) = (massLeft + otherMass, momentumLeft + otherMomentum);
            Lanes place = Vector512.MinNative(cell, last);
            if (periodic) place -= Vector512.Create((double)count) * Vector512.Floor(place * Vector512.Create(1.0 / count));
            place = Vector512.MinNative(Vector512.MaxNative(place, Lanes.Zero), Vector512.Create(count - 1.0)); // a node on the upper end, or an ulp beyond an end
            (lowest, highest) = (Vector512.MinNative(lowest, place), Vector512.MaxNative(highest, place));
            (massLeft - massBelow).Store(scratch);
            (momentumLeft - momentumBelow).Store(scratch + Width);
            Vector512.ConvertToInt64Native(place).Store((long*)(scratch + 2 * Width));
            for (int k = 0; k < Width; k++)
            {
                double* own = target + 2 * ((long*)scratch)[2 * Width + k];
                (Vector128.Load(own) + Vector128.Create(scratch[k], scratch[Width + k])).Store(own);
            }

            if (!more) return;
            (massBelow, momentumBelow) = (massLeft, momentumLeft);
        }
    }

    // Eight values from one on, of a row that ends before.
    private static Lanes Part(double* row, int from, int length, double beyond, double* tail)
    {
        for (int k = 0; k < Width; k++) tail[k] = from + k < length ? row[from + k] : beyond;
        return Vector512.Load(tail);
    }
}
