using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Lagrange interpolation at p Chebyshev points per axis of a cell, and with it psi between two cells as a matrix:
/// psi(|y - x|) ~ sum_ab l_a(x) psi(|node_b + offset - node_a|) l_b(y).</summary>
/// <remarks>The approximation is symmetric in the two particles, so that it conserves momentum exactly. It is exact where psi is a polynomial of degree
/// under p in each coordinate: the indicator with p = 1, (1 - (r/R)^2)^2 with p = 5, both with two cells wholly in reach of each other.</remarks>
internal sealed class CellInterpolation
{
    private const int Probes = 64;

    private readonly double[] nodes;
    private readonly double[] barycentric;

    /// <summary>The interpolation with p points per axis on [-1/2, 1/2]^d.</summary>
    public CellInterpolation(int points, int dimension)
    {
        (Points, Dimension) = (points, dimension);
        Size = (int)Math.Pow(points, dimension);
        nodes = [.. Enumerable.Range(0, points).Select(k => 0.5 * Math.Sin(Math.PI * (2 * k + 1 - points) / (2 * points)))];
        barycentric = [.. nodes.Select(a => 1 / nodes.Where(b => b != a).Aggregate(1.0, (product, b) => product * (a - b)))];
    }

    /// <summary>p.</summary>
    public int Points { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>p^d, the number of points of a cell.</summary>
    public int Size { get; }

    /// <summary>The p Lagrange polynomials at a coordinate in [-1/2, 1/2].</summary>
    public void Basis(double coordinate, Span<double> values)
    {
        for (int a = 0; a < values.Length; a++)
        {
            double product = barycentric[a];
            for (int b = 0; b < nodes.Length; b++)
                if (b != a) product *= coordinate - nodes[b];
            values[a] = product;
        }
    }

    /// <summary>The matrix psi(|node_b + offset - node_a|), row b of the source by column a of the target.</summary>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    /// <param name="sides">The sides of a cell.</param>
    /// <param name="offset">From target to source, in cells.</param>
    public double[] Matrix<TWeight>(TWeight weight, double range, ReadOnlySpan<double> sides, ReadOnlySpan<int> offset)
        where TWeight : struct, ICommunicationWeight
    {
        var matrix = new double[Size * Size];
        for (int b = 0; b < Size; b++)
        {
            for (int a = 0; a < Size; a++)
            {
                double squared = 0;
                for (int axis = 0, stride = 1; axis < Dimension; axis++, stride *= Points)
                {
                    // Offset plus a difference of nodes: exactly the negative for the opposite offset and exchanged nodes.
                    double difference = sides[axis] * (offset[axis] + (nodes[b / stride % Points] - nodes[a / stride % Points]));
                    squared += difference * difference;
                }

                matrix[b * Size + a] = weight.Value(squared / (range * range));
            }
        }

        return matrix;
    }

    /// <summary>The largest error of the interpolated psi found at well-spread pairs of places in the two cells.</summary>
    public double Error<TWeight>(TWeight weight, double range, ReadOnlySpan<double> sides, ReadOnlySpan<int> offset, double[] matrix)
        where TWeight : struct, ICommunicationWeight
    {
        var places = new KroneckerSequence(2 * Dimension);
        Span<double> place = stackalloc double[2 * Dimension];
        Span<double> target = stackalloc double[Points * Dimension], source = stackalloc double[Points * Dimension];
        double[] targets = new double[Size], sources = new double[Size];
        double largest = 0;
        for (int k = 0; k < Probes; k++)
        {
            places.Next(place);
            double squared = 0;
            for (int axis = 0; axis < Dimension; axis++)
            {
                // Half of the probes on the boundaries of the cells, where interpolation is worst.
                double x = Place(place[axis], k), y = Place(place[Dimension + axis], k);
                Basis(x, target.Slice(axis * Points, Points));
                Basis(y, source.Slice(axis * Points, Points));
                double difference = sides[axis] * (offset[axis] + (y - x));
                squared += difference * difference;
            }

            for (int a = 0; a < Size; a++) (targets[a], sources[a]) = (Product(target, a), Product(source, a));
            double sum = 0;
            for (int b = 0; b < Size; b++) sum += sources[b] * TensorPrimitives.Dot<double>(matrix.AsSpan(b * Size, Size), targets);
            largest = Math.Max(largest, Math.Abs(sum - weight.Value(squared / (range * range))));
        }

        return largest;

        static double Place(double uniform, int k) => k % 2 == 0 ? uniform - 0.5 : uniform < 0.5 ? -0.5 : 0.5;
    }

    /// <summary>The tensor-product basis function of a node, from the values of each axis.</summary>
    public double Product(ReadOnlySpan<double> basis, int node)
    {
        double product = 1;
        for (int axis = 0; axis < Dimension; axis++)
        {
            product *= basis[axis * Points + node % Points];
            node /= Points;
        }

        return product;
    }
}
