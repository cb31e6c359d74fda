using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace ParticleLimit.Comparison;

/// <summary>The means of cos(r p) and sin(r p) over the projections p = theta . z of a cloud, for many r.</summary>
/// <remarks>With more points than are worth a sine each, the line is cut into cells so short that r times half of one is at most 1, and exp(irp) expanded about their centres: the moments of the cells up to
/// the power 15 serve every r, to a relative error of 1 / 16! = 5e-14.</remarks>
internal sealed class ProjectedTransform
{
    private const int Powers = 16, PointsPerCell = 8;

    private readonly PointCloud cloud;
    private readonly double[] projections, cosines, sines, phases;

    /// <summary>Buffers for a cloud; an instance serves one thread at a time.</summary>
    public ProjectedTransform(PointCloud cloud)
    {
        this.cloud = cloud;
        (projections, cosines, sines, phases) = (new double[cloud.Count], new double[cloud.Count], new double[cloud.Count], new double[cloud.Count]);
    }

    /// <summary>The transform along a direction.</summary>
    /// <param name="direction">theta.</param>
    /// <param name="radii">The values of r, positive.</param>
    /// <param name="transform">Receives cosine and sine for each.</param>
    public void Along(double[] direction, double[] radii, Span<double> transform)
    {
        TensorPrimitives.Multiply(cloud.Coordinates[0], direction[0], projections);
        for (int axis = 1; axis < cloud.Dimension; axis++) TensorPrimitives.MultiplyAdd(cloud.Coordinates[axis], direction[axis], projections, projections);
        double from = TensorPrimitives.Min<double>(projections), length = TensorPrimitives.Max<double>(projections) - from, most = TensorPrimitives.Max<double>(radii);
        double cells = Math.Ceiling(length * most / 2 * (1 + 1e-9)) + 1;
        if (cells * PointsPerCell > cloud.Count) PointByPoint(radii, transform);
        else ByCells(from, (int)cells, 2 / most, radii, transform);
    }

    private void PointByPoint(double[] radii, Span<double> transform)
    {
        for (int k = 0; k < radii.Length; k++)
        {
            TensorPrimitives.Multiply(projections, radii[k], phases);
            TensorPrimitives.Sin<double>(phases, sines); // each is done in vectors, which SinCos is not
            TensorPrimitives.Cos<double>(phases, cosines);
            transform[2 * k] = cloud.Weights is null ? TensorPrimitives.Average<double>(cosines) : TensorPrimitives.Dot<double>(cosines, cloud.Weights);
            transform[2 * k + 1] = cloud.Weights is null ? TensorPrimitives.Average<double>(sines) : TensorPrimitives.Dot<double>(sines, cloud.Weights);
        }
    }

    private void ByCells(double from, int cells, double width, double[] radii, Span<double> transform)
    {
        double[] moments = Moments(from, cells, width), centres = new double[cells];
        for (int cell = 0; cell < cells; cell++) centres[cell] = from + (cell + 0.5) * width;
        Span<double> phase = phases.AsSpan(0, cells), sine = sines.AsSpan(0, cells), cosine = cosines.AsSpan(0, cells), even = stackalloc double[Powers], odd = stackalloc double[Powers];
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
            double real = 0, imaginary = 0;
            for (int cell = 0; cell < cells; cell++)
            {
                ReadOnlySpan<double> own = moments.AsSpan(cell * Powers, Powers);
                double alongCosine = TensorPrimitives.Dot(own, even), alongSine = TensorPrimitives.Dot(own, odd);
                real += cosine[cell] * alongCosine - sine[cell] * alongSine;
                imaginary += sine[cell] * alongCosine + cosine[cell] * alongSine;
            }

            (transform[2 * k], transform[2 * k + 1]) = (real, imaginary);
        }
    }

    /// <summary>sum of weight t^n over the points of each cell, t in [-1, 1] their place in it.</summary>
    private double[] Moments(double from, int cells, double width)
    {
        double[] moments = new double[cells * Powers];
        double share = 1.0 / cloud.Count;
        Vector512<double> one = Vector512<double>.One;
        for (int i = 0; i < projections.Length; i++)
        {
            double place = (projections[i] - from) / width;
            int cell = Math.Min((int)place, cells - 1);
            double t = 2 * (place - cell) - 1, square = t * t, fourth = square * square;
            Vector512<double> low = Vector512.ConditionalSelect(Odd, Vector512.Create(t), one) * Vector512.ConditionalSelect(Twos, Vector512.Create(square), one)
                * Vector512.ConditionalSelect(Fours, Vector512.Create(fourth), one) * Vector512.Create(cloud.Weights is null ? share : cloud.Weights[i]);
            Span<double> own = moments.AsSpan(cell * Powers, Powers);
            (Vector512.Create<double>(own) + low).CopyTo(own);
            (Vector512.Create<double>(own[8..]) + low * Vector512.Create(fourth * fourth)).CopyTo(own[8..]);
        }

        return moments;
    }

    // The powers 0 to 7 in which t, t^2 and t^4 are factors.
    private static Vector512<double> Odd => Vector512.Create(0L, -1, 0, -1, 0, -1, 0, -1).AsDouble();

    private static Vector512<double> Twos => Vector512.Create(0L, 0, -1, -1, 0, 0, -1, -1).AsDouble();

    private static Vector512<double> Fours => Vector512.Create(0L, 0, 0, 0, -1, -1, -1, -1).AsDouble();
}
