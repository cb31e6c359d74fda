using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The part of the sums that goes from cell to cell: charges are spread on the points of their own cell, a matrix carries them to the points of another, and there they are interpolated.</summary>
/// <param name="cells">The particles by cell.</param>
/// <param name="interpolation">The points of a cell.</param>
internal sealed class CellMoments<TDimension>(SortedCells<TDimension> cells, CellInterpolation interpolation)
    where TDimension : struct, ISpaceDimension
{
    private readonly double[] basis = new double[cells.Particles * interpolation.Points * TDimension.Value];
    private readonly double[] field = new double[interpolation.Size * TDimension.Value];
    private double[] moments = [];

    /// <summary>Takes in where the particles are in their cells.</summary>
    public void Place()
    {
        int points = interpolation.Points;
        for (int k = 0; k < cells.Particles; k++)
            for (int axis = 0; axis < TDimension.Value; axis++)
                interpolation.Basis(cells.Inside(k, axis), basis.AsSpan((k * TDimension.Value + axis) * points, points));
    }

    /// <summary>Spreads the charges on the points of their cells.</summary>
    /// <param name="charges">In the order of the cells, one array per component.</param>
    /// <param name="components">The number of components.</param>
    public void Spread(double[][] charges, int components)
    {
        int size = interpolation.Size, stride = interpolation.Points * TDimension.Value;
        if (moments.Length < cells.Count * size * TDimension.Value) moments = new double[cells.Count * size * TDimension.Value];
        moments.AsSpan(0, cells.Count * size * components).Clear();
        for (int cell = 0; cell < cells.Count; cell++)
        {
            for (int k = cells.Begin(cell); k < cells.End(cell); k++)
            {
                ReadOnlySpan<double> values = basis.AsSpan(k * stride, stride);
                for (int node = 0; node < size; node++)
                {
                    double product = interpolation.Product(values, node);
                    for (int c = 0; c < components; c++) moments[(cell * components + c) * size + node] += product * charges[c][k];
                }
            }
        }
    }

    /// <summary>Adds what the cells around a cell do to its particles.</summary>
    /// <param name="stencil">The cells and their matrices.</param>
    /// <param name="x">The cell along axis 0.</param>
    /// <param name="y">The cell along axis 1.</param>
    /// <param name="z">The cell along axis 2.</param>
    /// <param name="cell">Its number.</param>
    /// <param name="sums">In the order of the cells, one array per component.</param>
    /// <param name="components">The number of components.</param>
    public void Add(CellStencil stencil, int x, int y, int z, int cell, double[][] sums, int components)
    {
        int size = interpolation.Size, stride = interpolation.Points * TDimension.Value;
        Span<double> local = field.AsSpan(0, size * components);
        local.Clear();
        for (int k = 0; k < stencil.Interpolated.Length; k++)
        {
            if (!cells.TryCell(x, y, z, stencil.Interpolated[k], out int source) || cells.Begin(source) == cells.End(source)) continue;
            double[] matrix = stencil.Matrices[k];
            for (int c = 0; c < components; c++)
            {
                Span<double> target = local.Slice(c * size, size);
                int at = (source * components + c) * size;
                if (size == 1) target[0] += matrix[0] * moments[at];
                else
                    for (int b = 0; b < size; b++) TensorPrimitives.MultiplyAdd(matrix.AsSpan(b * size, size), moments[at + b], target, target);
            }
        }

        for (int k = cells.Begin(cell); k < cells.End(cell); k++)
        {
            ReadOnlySpan<double> values = basis.AsSpan(k * stride, stride);
            for (int node = 0; node < size; node++)
            {
                double product = interpolation.Product(values, node);
                for (int c = 0; c < components; c++) sums[c][k] += product * local[c * size + node];
            }
        }
    }
}
