using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace ParticleLimit.Comparison;

/// <summary>Beckmann's problem on a grid of boxes of the plane, d = 1: the least int |F| over fluxes F with div F = mu - nu, F given by its normal components on
/// the boxes' faces and linear between (Raviart-Thomas), and its dual, a Kantorovich potential at the boxes' centres.</summary>
/// <remarks>Each step shrinks the fluxes and projects them on the divergence wanted by a Poisson solve (M. Jacobs, F. Leger, W. Li, S. Osher, "Solving
/// large-scale optimization problems with a convergence rate independent of grid size", SIAM J. Numer. Anal. 57 (2019), here as the Douglas-Rachford
/// iteration with over-relaxation), so that the number of steps hardly depends on the grid. |F| is averaged over the four corners of each box: as it is
/// convex, that is at least its integral. In the box of a point, from which mass goes straight to the faces, each face's flux costs the mean distance to it. In single
/// precision: what is proved from flux and potential is left to others.</remarks>
internal sealed class BeckmannFlow
{
    private const int Strips = 16;
    private const float Relaxation = 1.7f;

    private readonly FlowGrid grid;
    private readonly int countX, countV, stride;
    private readonly float overX, overV; // 1 / h in units of the domain's side
    private readonly double unit;
    private readonly PoissonSolver poisson;
    private readonly ParallelOptions options;
    private readonly double[,] masses;
    private readonly PointMass[][] points;

    // Nodes with one more row and column on each side, mirrored or periodic.
    private readonly float[] potential, correction;

    // Face [i, j] of the first is the lower one in x of box (i, j), of the second the lower one in v. Corners: two components of the flux at each of four.
    private readonly float[] facesX, facesV, seams;
    private readonly float[][] corners;

    // What a step shrinks fluxes by: the root mean square of the potential flow's if all of it were where the masses are. Over the whole grid it would be far less where they
    // are on a thin part of it, and many more steps would be taken.
    private readonly float tau;

    /// <summary>The problem, with the potential flow as its first flux.</summary>
    /// <param name="grid">The boxes.</param>
    /// <param name="masses">mu - nu in the boxes, of sum 0, as [x, v].</param>
    /// <param name="points">For each row of boxes those that have particles: there the flux goes between their point and the faces.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="sides">The flux through the sides of the grid; none if there is none.</param>
    /// <param name="shrink">What a step shrinks fluxes by, <see cref="Shrink"/> of another flow.</param>
    public BeckmannFlow(FlowGrid grid, double[,] masses, PointMass[][] points, int threads, FlowSides? sides = null, double? shrink = null)
    {
        (this.grid, this.masses, this.points, countX, countV) = (grid, masses, points, grid.CountX, grid.CountV);
        stride = countV + 1;
        unit = Math.Max(countX * grid.StepX, countV * grid.StepV);
        (double stepX, double stepV) = (grid.StepX / unit, grid.StepV / unit);
        (overX, overV) = ((float)(1 / stepX), (float)(1 / stepV));
        poisson = new PoissonSolver(countX, countV, stepX, stepV, grid.Periodic);
        options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        potential = new float[(countX + 2) * (countV + 2)];
        correction = new float[potential.Length];
        (facesX, facesV, seams) = (new float[(countX + 1) * countV], new float[countX * stride], new float[2 * Strips * countV]);
        corners = [.. Enumerable.Range(0, 8).Select(_ => new float[countX * countV])];
        if (sides is not null) Let(sides);
        Project();
        tau = (float)Math.Max(shrink * unit ?? Math.Sqrt(Energy() / (Occupied() * stepX * stepV)), 1e-12);
    }

    /// <summary>What a step shrinks fluxes by.</summary>
    public double Shrink => tau / unit;

    /// <summary>Steps, and a correction of what single precision leaves of the divergence.</summary>
    public void Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            Sweep();
            Project();
        }

        Correct();
    }

    /// <summary>The Kantorovich potential at the centre of a box, its sign that of mu.</summary>
    public double Potential(int i, int j) => potential[Node(i, j)] / tau * unit;

    /// <summary>The flux through the lower face in x of box (i, j), i up to n_x.</summary>
    public double FluxX(int i, int j)
    {
        (int here, int below) = (Node(i, j), Node(i - 1, j));
        return (facesX[i * countV + j] - ((double)potential[here] - potential[below] + correction[here] - correction[below]) * overX) / unit;
    }

    /// <summary>The flux through the lower face in v of box (i, j), j up to n_v.</summary>
    public double FluxV(int i, int j)
    {
        (int here, int below) = (Node(i, j), Node(i, j - 1));
        return (facesV[i * stride + j] - ((double)potential[here] - potential[below] + correction[here] - correction[below]) * overV) / unit;
    }

    private void Let(FlowSides sides)
    {
        for (int j = 0; j < countV; j++) (facesX[j], facesX[countX * countV + j]) = ((float)(sides.LowX[j] * unit), (float)(sides.HighX[j] * unit));
        for (int i = 0; i < countX; i++) (facesV[i * stride], facesV[i * stride + countV]) = ((float)(sides.LowV[i] * unit), (float)(sides.HighV[i] * unit));
    }

    private int Node(int i, int j) => (i + 1) * (countV + 2) + j + 1;

    private long Occupied()
    {
        long boxes = 0;
        foreach (double mass in masses)
            if (mass != 0) boxes++;
        return Math.Max(boxes, 1);
    }

    private double Energy()
    {
        double sum = 0;
        for (int i = 0; i < countX; i++)
            for (int j = 0; j < countV; j++) sum += potential[Node(i, j)] * masses[i, j];
        return sum;
    }

    /// <summary>The potential whose gradient takes from the faces' fluxes what their divergence has too much.</summary>
    private void Project()
    {
        float perArea = overX * overV;
        Parallel.For(0, countX, options, i =>
        {
            Span<float> row = potential.AsSpan(Node(i, 0), countV);
            ReadOnlySpan<float> lowX = facesX.AsSpan(i * countV, countV), highX = facesX.AsSpan((i + 1) * countV, countV), v = facesV.AsSpan(i * stride, countV + 1);
            for (int j = 0; j < row.Length; j++) row[j] = (float)masses[i, j] * perArea - (highX[j] - lowX[j]) * overX - (v[j + 1] - v[j]) * overV;
        });
        Solve(potential);
    }

    private void Correct()
    {
        Array.Clear(correction);
        float[] left = new float[correction.Length];
        Parallel.For(0, countX, options, i =>
        {
            for (int j = 0; j < countV; j++)
                left[Node(i, j)] = (float)((masses[i, j] - (FluxX(i + 1, j) - FluxX(i, j)) * grid.StepV - (FluxV(i, j + 1) - FluxV(i, j)) * grid.StepX) * overX * overV);
        });
        left.CopyTo(correction, 0);
        Solve(correction);
    }

    private void Solve(float[] field)
    {
        poisson.Solve(field, Node(0, 0), countV + 2, options);
        for (int i = 0; i < countX; i++) (field[Node(i, -1)], field[Node(i, countV)]) = (field[Node(i, 0)], field[Node(i, countV - 1)]);
        Row(grid.Periodic ? countX - 1 : 0).CopyTo(Row(-1));
        Row(grid.Periodic ? 0 : countX - 1).CopyTo(Row(countX));

        Span<float> Row(int i) => field.AsSpan(Node(i, -1), countV + 2);
    }

    /// <summary>z + alpha (F - S(z)) at the corners, S shrinking them by tau, and the faces' means of 2 S(z) - z.</summary>
    private void Sweep()
    {
        Parallel.For(0, Strips, options, strip =>
        {
            int from = countX * strip / Strips, to = countX * (strip + 1) / Strips;
            float[] sums = new float[4 * countV];
            Span<float> low = sums.AsSpan(0, countV), high = sums.AsSpan(countV, countV), below = sums.AsSpan(2 * countV, countV), above = sums.AsSpan(3 * countV, countV);
            Span<float> before = seams.AsSpan((2 * strip + 1) * countV, countV);
            for (int i = from; i < to; i++)
            {
                // Both boxes of a face are done when its new flux is written; the faces between strips wait until all are.
                SweepRow(i, low, high, below, above);
                if (i == from) low.CopyTo(seams.AsSpan(2 * strip * countV));
                else Mean(before, low, facesX.AsSpan(i * countV, countV));
                high.CopyTo(before);
                Mean(above[..^1], below[1..], facesV.AsSpan(i * stride + 1, countV - 1));
            }
        });
        for (int strip = 1; strip < Strips; strip++) Mean(Seam(2 * strip - 1), Seam(2 * strip), facesX.AsSpan(countX * strip / Strips * countV, countV));
        if (!grid.Periodic) return;
        Mean(Seam(2 * Strips - 1), Seam(0), facesX.AsSpan(0, countV));
        facesX.AsSpan(0, countV).CopyTo(facesX.AsSpan(countX * countV));

        Span<float> Seam(int k) => seams.AsSpan(k * countV, countV);
    }

    private static void Mean(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> mean) => TensorPrimitives.AddMultiply(first, second, 0.25f, mean);

    private void SweepRow(int i, Span<float> low, Span<float> high, Span<float> below, Span<float> above)
    {
        PointMass[] special = points[i];
        float[] kept = ArrayPool<float>.Shared.Rent(8 * special.Length);
        for (int k = 0; k < special.Length; k++)
            for (int c = 0; c < 8; c++) kept[8 * k + c] = corners[c][i * countV + special[k].J];
        SweepBoxes(i, low, high, below, above);
        for (int k = 0; k < special.Length; k++) SweepPoint(i, special[k], kept.AsSpan(8 * k, 8), low, high, below, above);
        ArrayPool<float>.Shared.Return(kept);
    }

    /// <summary>The same for the box of a point: each face has a cost of its own, the mean distance to it.</summary>
    private void SweepPoint(int i, in PointMass point, Span<float> old, Span<float> low, Span<float> high, Span<float> below, Span<float> above)
    {
        int j = point.J, here = Node(i, j);
        float centre = potential[here];
        Span<float> flux =
        [
            facesX[i * countV + j] - (centre - potential[Node(i - 1, j)]) * overX, facesX[(i + 1) * countV + j] - (potential[Node(i + 1, j)] - centre) * overX,
            facesV[i * stride + j] - (centre - potential[here - 1]) * overV, facesV[i * stride + j + 1] - (potential[here + 1] - centre) * overV,
        ];
        Span<float> costs =
        [
            tau * (float)(2 * point.ToLowX / grid.StepX), tau * (float)(2 * point.ToHighX / grid.StepX),
            tau * (float)(2 * point.ToLowV / grid.StepV), tau * (float)(2 * point.ToHighV / grid.StepV),
        ];
        Span<float> sums = stackalloc float[4];
        sums.Clear();
        for (int corner = 0; corner < 4; corner++)
        {
            Face(2 * corner, corner >> 1, old, flux, costs, sums);
            Face(2 * corner + 1, 2 + (corner & 1), old, flux, costs, sums);
        }

        (low[j], high[j], below[j], above[j]) = (sums[0], sums[1], sums[2], sums[3]);

        void Face(int component, int face, Span<float> old, Span<float> flux, Span<float> costs, Span<float> sums)
        {
            float value = old[component] + Relaxation * (flux[face] - Shrunk(old[component], costs[face]));
            corners[component][i * countV + j] = value;
            sums[face] += 2 * Shrunk(value, costs[face]) - value;
        }

        static float Shrunk(float value, float by) => value - Math.Clamp(value, -by, by);
    }

    private void SweepBoxes(int i, Span<float> low, Span<float> high, Span<float> below, Span<float> above)
    {
        ReadOnlySpan<float> before = potential.AsSpan(Node(i - 1, 0), countV), here = potential.AsSpan(Node(i, -1), countV + 2), after = potential.AsSpan(Node(i + 1, 0), countV);
        ReadOnlySpan<float> lowX = facesX.AsSpan(i * countV, countV), highX = facesX.AsSpan((i + 1) * countV, countV), facesOfV = facesV.AsSpan(i * stride, countV + 1);
        for (int j = 0; j < countV; j += Vector512<float>.Count)
        {
            Vector512<float> centre = Vector512.Create<float>(here[(j + 1)..]);
            Vector512<float> left = Vector512.Create<float>(lowX[j..]) - (centre - Vector512.Create<float>(before[j..])) * overX;
            Vector512<float> right = Vector512.Create<float>(highX[j..]) - (Vector512.Create<float>(after[j..]) - centre) * overX;
            Vector512<float> lower = Vector512.Create<float>(facesOfV[j..]) - (centre - Vector512.Create<float>(here[j..])) * overV;
            Vector512<float> upper = Vector512.Create<float>(facesOfV[(j + 1)..]) - (Vector512.Create<float>(here[(j + 2)..]) - centre) * overV;
            (Vector512<float> x0, Vector512<float> v0) = Corner(0, i * countV + j, left, lower);
            (Vector512<float> x1, Vector512<float> v1) = Corner(2, i * countV + j, left, upper);
            (Vector512<float> x2, Vector512<float> v2) = Corner(4, i * countV + j, right, lower);
            (Vector512<float> x3, Vector512<float> v3) = Corner(6, i * countV + j, right, upper);
            (x0 + x1).CopyTo(low[j..]);
            (x2 + x3).CopyTo(high[j..]);
            (v0 + v2).CopyTo(below[j..]);
            (v1 + v3).CopyTo(above[j..]);
        }
    }

    private (Vector512<float> X, Vector512<float> V) Corner(int corner, int place, Vector512<float> fluxX, Vector512<float> fluxV)
    {
        Span<float> x = corners[corner].AsSpan(place), v = corners[corner + 1].AsSpan(place);
        Vector512<float> oldX = Vector512.Create<float>(x), oldV = Vector512.Create<float>(v), kept = Kept(oldX, oldV);
        Vector512<float> newX = oldX + Relaxation * (fluxX - kept * oldX), newV = oldV + Relaxation * (fluxV - kept * oldV);
        newX.CopyTo(x);
        newV.CopyTo(v);
        Vector512<float> reflection = 2 * Kept(newX, newV) - Vector512<float>.One;
        return (reflection * newX, reflection * newV);
    }

    /// <summary>What shrinking by tau leaves of vectors, as a factor.</summary>
    private Vector512<float> Kept(Vector512<float> x, Vector512<float> v)
    {
        Vector512<float> least = Vector512.Create(tau);
        return Vector512<float>.One - least / Vector512.Max(Vector512.Sqrt(x * x + v * v), least);
    }
}
