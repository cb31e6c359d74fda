using System.Collections.Concurrent;

namespace ParticleLimit.Comparison;

/// <summary>Solves - (d_xx u / h_x^2 + d_vv u / h_v^2) = f on the nodes of a grid of the plane, second differences mirrored at the ends or, in x, periodic.</summary>
/// <remarks>In single precision, by transforms of both axes; the mean of u is zero, and that of f is ignored. The bits do not depend on the number of threads.</remarks>
internal sealed class PoissonSolver
{
    private const int Columns = RealTransform.Columns;

    private readonly RealTransform alongX, alongV;
    private readonly float[] eigenvaluesX, eigenvaluesV;
    private readonly ConcurrentBag<(float[] Values, float[] Work)> spare = [];
    private readonly int bufferLength;

    /// <summary>A solver for n_x by n_v nodes, lengths as <see cref="RealTransform"/> takes them, at least 32.</summary>
    public PoissonSolver(int countX, int countV, double stepX, double stepV, bool periodic)
    {
        (alongX, alongV) = (new RealTransform(countX, periodic), new RealTransform(countV, periodic: false));
        eigenvaluesX = [.. Enumerable.Range(0, countX).Select(k => (float)(alongX.Eigenvalue(k) / (stepX * stepX)))];
        eigenvaluesV = [.. Enumerable.Range(0, countV).Select(k => (float)(alongV.Eigenvalue(k) / (stepV * stepV)))];
        bufferLength = Math.Max(alongX.WorkLength, alongV.WorkLength);
    }

    /// <summary>Replaces f by u.</summary>
    /// <param name="values">Node (i, j) at [offset + i * stride + j].</param>
    /// <param name="offset">The place of the first node.</param>
    /// <param name="stride">From a node to the next in x.</param>
    /// <param name="options">The most threads.</param>
    public void Solve(float[] values, int offset, int stride, ParallelOptions options)
    {
        int countX = alongX.Length, countV = alongV.Length;
        Parallel.For(0, countV / Columns, options, block =>
        {
            (float[] columns, float[] work) = Take();
            for (int k = 0; k < countX; k++) values.AsSpan(offset + alongX.Place(k) * stride + block * Columns, Columns).CopyTo(columns.AsSpan(k * Columns));
            alongX.Forward(columns, work);
            for (int k = 0; k < countX; k++) columns.AsSpan(k * Columns, Columns).CopyTo(values.AsSpan(offset + k * stride + block * Columns));
            spare.Add((columns, work));
        });
        Parallel.For(0, countX / Columns, options, block =>
        {
            (float[] columns, float[] work) = Take();
            for (int row = 0; row < Columns; row++)
            {
                Span<float> line = values.AsSpan(offset + (block * Columns + row) * stride, countV);
                for (int k = 0; k < countV; k++) columns[k * Columns + row] = line[alongV.Place(k)];
            }

            alongV.Forward(columns, work);
            for (int k = 0; k < countV; k++)
            {
                for (int row = 0; row < Columns; row++)
                {
                    float eigenvalue = eigenvaluesX[block * Columns + row] + eigenvaluesV[k];
                    columns[k * Columns + row] = eigenvalue > 0 ? columns[k * Columns + row] / eigenvalue : 0;
                }
            }

            alongV.Backward(columns, work);
            for (int row = 0; row < Columns; row++)
            {
                Span<float> line = values.AsSpan(offset + (block * Columns + row) * stride, countV);
                for (int k = 0; k < countV; k++) line[alongV.Place(k)] = columns[k * Columns + row];
            }
            spare.Add((columns, work));
        });
        Parallel.For(0, countV / Columns, options, block =>
        {
            (float[] columns, float[] work) = Take();
            for (int k = 0; k < countX; k++) values.AsSpan(offset + k * stride + block * Columns, Columns).CopyTo(columns.AsSpan(k * Columns));
            alongX.Backward(columns, work);
            for (int k = 0; k < countX; k++) columns.AsSpan(k * Columns, Columns).CopyTo(values.AsSpan(offset + alongX.Place(k) * stride + block * Columns));
            spare.Add((columns, work));
        });
    }

    private (float[] Values, float[] Work) Take() => spare.TryTake(out (float[], float[]) buffers) ? buffers : (new float[bufferLength], new float[bufferLength]);
}
