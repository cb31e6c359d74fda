using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>The cells of the upwind scheme, velocities contiguous, and a step over them: both halves of the splitting in one pass, eight velocities at a time.</summary>
internal sealed unsafe class UpwindRows
{
    private const int Width = 8;

    // Upwind fronts run on in ever smaller numbers, a cell a step; arithmetic slows down below 1e-308.
    private const double Negligible = 1e-100;

    private readonly GridAxis x, v;
    private readonly int padded; // cells of a row with a vector of zeros on either side
    private readonly int first, last; // the vectors of velocities that f0 occupies: alignment leaves none of them
    private readonly AlignedBuffer<double> cells, before, moved, centres;
    private int start, end; // the rows that hold anything

    /// <summary>A copy of the cells of a field in d = 1.</summary>
    public UpwindRows(GridAxis x, GridAxis v, PhaseField field)
    {
        (this.x, this.v) = (x, v);
        int vectors = (v.Cells + Width - 1) / Width;
        padded = (vectors + 2) * Width;
        cells = new AlignedBuffer<double>((x.Cells + 2) * padded);
        (before, moved, centres) = (new AlignedBuffer<double>(padded), new AlignedBuffer<double>(padded), new AlignedBuffer<double>(padded));
        for (int j = 0; j < v.Cells; j++) centres.Start[Width + j] = v.Centre(j);
        var row = new double[v.Cells];
        (start, end, first, last) = (x.Cells, 0, vectors, 0);
        for (int i = 0; i < x.Cells; i++)
        {
            field.Read(i, 0, row);
            row.CopyTo(new Span<double>(Row(i) + Width, v.Cells));
            int low = row.AsSpan().IndexOfAnyExcept(0.0);
            if (low < 0) continue;
            (start, end) = (Math.Min(start, i), i + 1);
            (first, last) = (Math.Min(first, low / Width), Math.Max(last, row.AsSpan().LastIndexOfAnyExcept(0.0) / Width + 1));
        }
    }

    /// <summary>The mass that left at the lower end of x.</summary>
    public double LostBelow { get; private set; }

    /// <summary>The mass that left at the upper end of x.</summary>
    public double LostAbove { get; private set; }

    /// <summary>One step.</summary>
    /// <param name="step">s.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    /// <returns>The farthest that alignment moved anything, in cells.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Step(double step, double gamma)
    {
        (start, end) = (Math.Max(0, start - 1), Math.Min(x.Cells, end + 1));
        if (start == 0) LostBelow += Leaving(Row(0), -1, step);
        if (end == x.Cells) LostAbove += Leaving(Row(x.Cells - 1), 1, step);
        new Span<double>(before.Start, padded).Clear();
        double farthest = 0;
        for (int i = start; i < end; i++)
        {
            double mass = Transport(Row(i), i + 1 < x.Cells ? Row(i + 1) : null, step, out double flow);
            if (mass > 0) farthest = Math.Max(farthest, Align(Row(i), step * gamma * mass, flow / mass));
            else new Span<double>(moved.Start, padded).CopyTo(new Span<double>(Row(i), padded));
        }

        while (start < end && IsEmpty(Row(start))) start++;
        while (end > start && IsEmpty(Row(end - 1))) end--;
        return farthest;
    }

    /// <summary>rho and rho u of every row.</summary>
    public void Moments(double[] density, double[] momentum)
    {
        Array.Clear(density);
        Array.Clear(momentum);
        for (int i = start; i < end; i++)
        {
            for (int j = 0; j < v.Cells; j++)
            {
                double f = Row(i)[Width + j] * v.Width;
                density[i] += f;
                momentum[i] += f * v.Centre(j);
            }
        }
    }

    /// <summary>Writes the cells to a field.</summary>
    public void CopyTo(PhaseField field)
    {
        for (int i = 0; i < x.Cells; i++) field.Write(i, 0, new ReadOnlySpan<double>(Row(i) + Width, v.Cells));
    }

    private double* Row(int i) => cells.Start + (nint)i * padded;

    /// <summary>f - s v f_x of a row to the side, by the row before it (saved, as it was) and the next one.</summary>
    /// <returns>The sum of the row, and of its momenta in <paramref name="flow"/>.</returns>
    private double Transport(double* row, double* next, double step, out double flow)
    {
        Lanes courant = Vector512.Create(step / x.Width), masses = Lanes.Zero, flows = Lanes.Zero, negligible = Vector512.Create(Negligible);
        for (int k = (first + 1) * Width; k < (last + 1) * Width; k += Width)
        {
            Lanes f = Vector512.Load(row + k), velocity = Vector512.Load(centres.Start + k), after = next is null ? Lanes.Zero : Vector512.Load(next + k);
            Lanes rises = Vector512.GreaterThan(velocity, Lanes.Zero);
            Lanes upwind = Vector512.ConditionalSelect(rises, Vector512.Load(before.Start + k), after);
            Lanes g = Vector512.FusedMultiplyAdd(Vector512.Abs(velocity) * courant, upwind - f, f);
            g &= Vector512.GreaterThan(g, negligible);
            f.Store(before.Start + k);
            g.Store(moved.Start + k);
            masses += g;
            flows = Vector512.FusedMultiplyAdd(velocity, g, flows);
        }

        flow = Vector512.Sum(flows);
        return Vector512.Sum(masses);
    }

    /// <summary>The alignment half of a step, from the moved row to its place.</summary>
    /// <param name="row">Where it goes.</param>
    /// <param name="rate">s gamma rho / dv, which is s gamma times the sum of the averages.</param>
    /// <param name="mean">u.</param>
    /// <returns>The farthest that anything moves, in cells.</returns>
    private double Align(double* row, double rate, double mean)
    {
        Lanes scale = Vector512.Create(rate), centre = Vector512.Create(mean), half = Vector512.Create(v.Width / 2), farthest = Lanes.Zero;
        double* f = moved.Start;
        for (int k = (first + 1) * Width; k < (last + 1) * Width; k += Width)
        {
            // Through a face moves what is on its side away from u, towards u.
            Lanes here = Vector512.Load(f + k), offset = centre - Vector512.Load(centres.Start + k);
            Lanes lower = scale * (offset + half), upper = scale * (offset - half);
            Lanes inflow = Vector512.Max(lower, Lanes.Zero) * Vector512.Load(f + k - 1) - Vector512.Min(upper, Lanes.Zero) * Vector512.Load(f + k + 1);
            Lanes leaving = Vector512.Max(upper, Lanes.Zero) - Vector512.Min(lower, Lanes.Zero);
            Vector512.FusedMultiplyAdd(-leaving, here, here + inflow).Store(row + k);
            farthest = Vector512.Max(farthest, leaving & Vector512.GreaterThan(here, Lanes.Zero));
        }

        double most = 0;
        for (int lane = 0; lane < Width; lane++) most = Math.Max(most, farthest[lane]);
        return most;
    }

    private double Leaving(double* row, int side, double step)
    {
        double mass = 0;
        for (int j = 0; j < v.Cells; j++) mass += Math.Max(0, side * v.Centre(j)) * row[Width + j];
        return mass * step * v.Width;
    }

    private bool IsEmpty(double* row) => !new ReadOnlySpan<double>(row, padded).ContainsAnyExcept(0.0);
}
