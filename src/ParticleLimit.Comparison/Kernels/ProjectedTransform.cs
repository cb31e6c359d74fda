using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ParticleLimit.Comparison;

/// <summary>The means of cos(r p) and sin(r p) over the projections p = theta . z of a cloud, for many r.</summary>
/// <remarks>With more points than are worth a sine each, the line is cut into cells so short that r times half of one is at most 1 / 16, and exp(irp) expanded about their centres: the moments of the cells up to
/// the power 7 serve every r, to a relative error of 16^-8 / 8! = 6e-15.</remarks>
internal sealed class ProjectedTransform
{
    private const int Powers = 8, PointsPerCell = 8, Block = 512;

    // Points are dealt out to tables of moments in turn, so that few wait for the last one's sum.
    private const int Tables = 4;

    private const double Reach = 1.0 / 16;

    private readonly PointCloud cloud;
    private readonly (double Low, double High)[] box;
    private double[] projections = [], cosines = [], sines = [], phases = [], store = [];

    /// <summary>The transforms of a cloud; an instance serves one thread at a time.</summary>
    public ProjectedTransform(PointCloud cloud)
    {
        this.cloud = cloud;
        box = [.. cloud.Coordinates.Select(values => (TensorPrimitives.Min<double>(values), TensorPrimitives.Max<double>(values)))];
    }

    /// <summary>The transform along a direction.</summary>
    /// <param name="direction">theta.</param>
    /// <param name="radii">The values of r, positive.</param>
    /// <param name="transform">Receives cosine and sine for each.</param>
    public void Along(double[] direction, double[] radii, Span<double> transform)
    {
        double from = 0, length = 0, most = TensorPrimitives.Max<double>(radii);
        for (int axis = 0; axis < box.Length; axis++)
        {
            from += Math.Min(direction[axis] * box[axis].Low, direction[axis] * box[axis].High);
            length += Math.Abs(direction[axis]) * (box[axis].High - box[axis].Low);
        }

        double cells = Math.Ceiling(length * most / (2 * Reach) * (1 + 1e-9)) + 1;
        if (cells * PointsPerCell > cloud.Count) PointByPoint(direction, radii, transform);
        else ByCells(direction, from, (int)cells, 2 * Reach / most, radii, transform);
    }

    private void Project(double[] direction, int start, Span<double> places)
    {
        TensorPrimitives.Multiply(cloud.Coordinates[0].AsSpan(start, places.Length), direction[0], places);
        for (int axis = 1; axis < cloud.Dimension; axis++) TensorPrimitives.MultiplyAdd(cloud.Coordinates[axis].AsSpan(start, places.Length), direction[axis], places, places);
    }

    private void PointByPoint(double[] direction, double[] radii, Span<double> transform)
    {
        if (projections.Length == 0) (projections, cosines, sines, phases) = (new double[cloud.Count], new double[cloud.Count], new double[cloud.Count], new double[cloud.Count]);
        Project(direction, 0, projections);
        for (int k = 0; k < radii.Length; k++)
        {
            TensorPrimitives.Multiply(projections, radii[k], phases);
            TensorPrimitives.Sin<double>(phases, sines); // each is done in vectors, which SinCos is not
            TensorPrimitives.Cos<double>(phases, cosines);
            transform[2 * k] = cloud.Weights is null ? TensorPrimitives.Average<double>(cosines) : TensorPrimitives.Dot<double>(cosines, cloud.Weights);
            transform[2 * k + 1] = cloud.Weights is null ? TensorPrimitives.Average<double>(sines) : TensorPrimitives.Dot<double>(sines, cloud.Weights);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ByCells(double[] direction, double from, int cells, double width, double[] radii, Span<double> transform)
    {
        Span<double> moments = Moments(direction, from, cells, width);
        double[] centres = new double[cells];
        for (int cell = 0; cell < cells; cell++) centres[cell] = from + (cell + 0.5) * width;
        double[] phase = new double[cells], sine = new double[cells], cosine = new double[cells];
        Span<double> even = stackalloc double[Powers], odd = stackalloc double[Powers];
        for (int k = 0; k < radii.Length; k++)
        {
            // exp(irht) = sum (irht)^n / n!: the even powers are the cosine, the odd ones the sine.
            even.Clear();
            odd.Clear();
            double term = 1;
            for (int n = 0; n < Powers; term *= radii[k] * width / 2 / ++n) (n % 2 == 0 ? even : odd)[n] = n % 4 < 2 ? term : -term;
            TensorPrimitives.Multiply(centres, radii[k], phase);
            TensorPrimitives.Sin<double>(phase, sine);
            TensorPrimitives.Cos<double>(phase, cosine);
            Vector512<double> evens = Vector512.Create<double>(even), odds = Vector512.Create<double>(odd), real = Vector512<double>.Zero, imaginary = real;
            for (int cell = 0; cell < cells; cell++)
            {
                Vector512<double> own = Vector512.Create<double>(moments[(cell * Powers)..]);
                real += own * (cosine[cell] * evens - sine[cell] * odds);
                imaginary += own * (sine[cell] * evens + cosine[cell] * odds);
            }

            (transform[2 * k], transform[2 * k + 1]) = (Vector512.Sum(real), Vector512.Sum(imaginary));
        }
    }

    /// <summary>sum of weight t^n over the points of each cell, t in [-1, 1] their place in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe Span<double> Moments(double[] direction, double from, int cells, double width)
    {
        int table = cells * Powers;
        if (store.Length < (Tables * cells + 1) * Powers) store = GC.AllocateUninitializedArray<double>((Tables * cells + 1) * Powers, pinned: true);
        Span<double> moments = Aligned(store)[..(Tables * table)];
        moments.Clear();
        double share = 1.0 / cloud.Count;
        Span<double> places = stackalloc double[Block], weights = stackalloc double[Block];
        weights.Fill(share);
        Span<int> rows = stackalloc int[Block];
        Vector512<double> one = Vector512<double>.One, odd = Odd, twos = Twos, fours = Fours;
        for (int start = 0; start < cloud.Count; start += Block)
        {
            Span<double> block = places[..Math.Min(Block, cloud.Count - start)];
            Project(direction, start, block);
            if (cloud.Weights is not null) cloud.Weights.AsSpan(start, block.Length).CopyTo(weights);
            Locate(block, from, width, cells, rows);
            fixed (double* first = moments)
            {
                for (int i = 0; i < block.Length; i++)
                {
                    double place = block[i], square = place * place, weight = weights[i], fourth = weight * square * square;
                    double* own = first + table * (i % Tables) + rows[i];
                    Vector512<double> powers = Vector512.ConditionalSelect(odd, Vector512.Create(place), one) * Vector512.ConditionalSelect(twos, Vector512.Create(square), one)
                        * Vector512.ConditionalSelect(fours, Vector512.Create(fourth), Vector512.Create(weight));
                    Vector512.StoreAligned(Vector512.LoadAligned(own) + powers, own);
                }
            }
        }

        for (int other = 1; other < Tables; other++) TensorPrimitives.Add(moments[..table], moments.Slice(other * table, table), moments[..table]);
        return moments[..table];
    }

    /// <summary>The cells of places, by where their moments begin, and the places within them, from -1 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Locate(Span<double> places, double from, double width, int cells, Span<int> rows)
    {
        double perLength = 1 / width, last = cells - 1;
        for (int i = 0; i < places.Length; i++)
        {
            double place = (places[i] - from) * perLength, cell = double.MinNative(double.MaxNative(Math.Floor(place), 0), last);
            rows[i] = Powers * (int)cell;
            places[i] = 2 * (place - cell) - 1;
        }
    }

    /// <summary>From the first line of memory on: a vector that is in two of them waits for the last store to it.</summary>
    private static unsafe Span<double> Aligned(double[] store)
    {
        fixed (double* start = store) return store.AsSpan((int)((64 - (nuint)start % 64) % 64 / sizeof(double)));
    }

    // The powers 0 to 7 in which t, t^2 and t^4 are factors.
    private static Vector512<double> Odd => Vector512.Create(0L, -1, 0, -1, 0, -1, 0, -1).AsDouble();

    private static Vector512<double> Twos => Vector512.Create(0L, 0, -1, -1, 0, 0, -1, -1).AsDouble();

    private static Vector512<double> Fours => Vector512.Create(0L, 0, 0, 0, -1, -1, -1, -1).AsDouble();
}
