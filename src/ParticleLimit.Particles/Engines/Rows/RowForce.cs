using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The sums of psi (w_j - w_i) and of psi over the neighbours of each particle of a row.</summary>
/// <remarks>What i sees of j and j of i is computed by the same operations on bitwise opposite differences: psi is the same, the change of velocity opposite.
/// A whole vector is read where a range ends within one; <see cref="RowEngine{TWeight, TDimension}"/> says why no particle is met twice by it.</remarks>
internal sealed unsafe class RowForce<TWeight, TDimension>(SimulationSettings settings, TWeight weight, RowParticles sorted, RowSort sort)
    where TWeight : struct, ICommunicationWeight
    where TDimension : struct, ISpaceDimension
{
    private readonly Domain domain = settings.Domain;
    private readonly double perSquaredEpsilon = 1 / (settings.Epsilon * settings.Epsilon);

    /// <summary>Notes for both halves of a row where the cells of the rows with its neighbours start, and in which image they lie.</summary>
    public void Surround(int row, RowScratch scratch)
    {
        int* starts = sort.Start;
        int row1 = sort.Now.RowAlong1(row), row2 = sort.Now.RowAlong2(row);
        double period1 = domain.Period(1), period2 = TDimension.Value > 2 ? domain.Period(2) : 0;
        for (int half = 0; half < 2; half++)
        {
            RowScratch.Surroundings around = scratch.Around(half);
            *around.Shifted = false;
            for (int r = 0; r < RowScratch.Surroundings.Most(TDimension.Value); r++)
            {
                int beside = r % 2 * (2 * half - 1), above = r / 2 == 2 ? -1 : r / 2;
                bool exists = Beside(row1 + beside, sort.Now.Bands1, period1, out int at1, out around.Shift1[r]);
                exists &= Beside(row2 + above, sort.Now.Bands2, period2, out int at2, out around.Shift2[r]);
                if (!exists) (around.Shift1[r], around.Shift2[r]) = (0, 0);
                around.Cells[r] = starts + (exists ? sort.Now.First[at1] + at2 * sort.Now.Up[at1] : sort.Now.Rows) * sort.Now.Stride;
                *around.Shifted |= around.Shift1[r] != 0 || around.Shift2[r] != 0;
            }
        }
    }

    /// <summary>For each particle of a chunk of the row, four numbers: sum_j psi (w_j - w_i) along the axes, and last sum_j psi, itself included.</summary>
    public void Sum<TLanes>(int first, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        Locate<TLanes>(first, count, scratch);
        int* low = scratch.Low, high = scratch.High, halves = scratch.Half;
        bool shifted = *scratch.Around(0).Shifted || *scratch.Around(1).Shifted;
        for (int n = 0; n < count; n++)
        {
            n = shifted ? SumRows<TLanes, ShiftedRows>(first, n, count, scratch) : SumRows<TLanes, RowsInPlace>(first, n, count, scratch);
            if (n < count) SumAcrossSeam<TLanes>(first + n, low[n], high[n] + 1, scratch.Around(halves[n] & 1), scratch.Sums + 4 * n);
        }
    }

    /// <summary>The row a step may have led out of the domain to, and what to add to its particles' coordinates; false where the domain ends.</summary>
    private static bool Beside(int row, int count, double period, out int image, out double shift)
    {
        (image, shift) = row < 0 ? (count - 1, -period) : row == count ? (0, period) : (row, 0);
        return double.IsFinite(shift);
    }

    /// <summary>For each particle the cells of its reach along axis 0, and the half row it lies in along axis 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Locate<TLanes>(int first, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes density = TLanes.Broadcast(sort.Now.Density[0]), origin = TLanes.Broadcast(sort.Now.Origin[0]), reach = TLanes.Broadcast(sort.Now.Reach);
        TLanes halfDensity = TLanes.Broadcast(sort.Now.Density[1]), halfOrigin = TLanes.Broadcast(sort.Now.Origin[1]);
        TLanes zero = TLanes.Broadcast(0), lastHalf = TLanes.Broadcast(2 * sort.Now.Bands1 - 1);
        bool seam = double.IsFinite(domain.Period(0));
        TLanes lowest = TLanes.Broadcast(seam ? -sort.Now.Cells : 0), highest = TLanes.Broadcast(seam ? 2 * sort.Now.Cells : sort.Now.Cells - 1);
        double* x = sorted.Position(0) + first, y = sorted.Position(1) + first;
        int* low = scratch.Low, high = scratch.High, halves = scratch.Half;
        for (int k = 0; k < count; k += TLanes.Count)
        {
            TLanes at = TLanes.Load(x + k) - origin;
            TLanes.StoreTruncated(TLanes.Min(highest, TLanes.Max(lowest, TLanes.Floor((at - reach) * density))), low + k);
            TLanes.StoreTruncated(TLanes.Min(highest, TLanes.Max(lowest, TLanes.Floor((at + reach) * density))), high + k);
            TLanes.StoreTruncated(TLanes.Min(lastHalf, TLanes.Max(zero, (TLanes.Load(y + k) - halfOrigin) * halfDensity)), halves + k);
        }
    }

    /// <summary>The sums of the particles of a chunk from one on, up to the first that has neighbours across the seam along axis 0; its number, or that of the chunk's end.</summary>
    /// <remarks>All that the loops need is local, and they call nothing: it stays in registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SumRows<TLanes, TImages>(int first, int n, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
        where TImages : struct, IRowImages
    {
        int* low = scratch.Low, high = scratch.High, halves = scratch.Half;
        double* sums = scratch.Sums;
        double* x0 = sorted.Position(0), x1 = sorted.Position(1), x2 = sorted.Position(2);
        double* w0 = sorted.Predicted(0), w1 = sorted.Predicted(1), w2 = sorted.Predicted(2);
        int cells = sort.Now.Cells;
        TWeight psiOf = weight;
        TLanes scale = TLanes.Broadcast(perSquaredEpsilon);
        for (; n < count; n++)
        {
            int lowest = low[n], highest = high[n] + 1, i = first + n;

            // Selected by index: a branch on the half would be wrong every second time.
            RowScratch.Surroundings around = scratch.Around(halves[n] & 1);
            if (lowest < 0 || highest > cells) return n;
            int** start = around.Cells;
            TLanes x0i = TLanes.Broadcast(x0[i]), x1i = TLanes.Broadcast(x1[i]), x2i = TDimension.Value > 2 ? TLanes.Broadcast(x2[i]) : default;
            TLanes w0i = TLanes.Broadcast(w0[i]), w1i = TLanes.Broadcast(w1[i]), w2i = TDimension.Value > 2 ? TLanes.Broadcast(w2[i]) : default;
            TLanes sum0 = default, sum1 = default, sum2 = default, crowding = default;
            for (int r = 0; r < RowScratch.Surroundings.Most(TDimension.Value); r++)
            {
                // One vector nearly always, and an empty range is seldom: it then reads what is out of reach, as any overrun does.
                int j = start[r][lowest], to = start[r][highest];
                do
                {
                    // First the difference, then the image: an image of i or of j would be rounded.
                    TLanes d0 = TLanes.Load(x0 + j) - x0i, d1 = TLanes.Load(x1 + j) - x1i;
                    if (TImages.Shifted) d1 += TLanes.Broadcast(around.Shift1[r]);
                    TLanes squared = TLanes.MultiplyAdd(d0, d0, d1 * d1);
                    if (TDimension.Value > 2)
                    {
                        TLanes d2 = TLanes.Load(x2 + j) - x2i;
                        if (TImages.Shifted) d2 += TLanes.Broadcast(around.Shift2[r]);
                        squared = TLanes.MultiplyAdd(d2, d2, squared);
                    }

                    TLanes psi = psiOf.Values(squared * scale);
                    crowding += psi;
                    sum0 = TLanes.MultiplyAdd(psi, TLanes.Load(w0 + j) - w0i, sum0);
                    sum1 = TLanes.MultiplyAdd(psi, TLanes.Load(w1 + j) - w1i, sum1);
                    if (TDimension.Value > 2) sum2 = TLanes.MultiplyAdd(psi, TLanes.Load(w2 + j) - w2i, sum2);
                    j += TLanes.Count;
                }
                while (j < to);
            }

            TLanes.SumEach(sum0, sum1, sum2, crowding, sums + 4 * n);
        }

        return n;
    }

    /// <summary>The sums of one particle near the seam along axis 0.</summary>
    private void SumAcrossSeam<TLanes>(int i, int low, int high, RowScratch.Surroundings around, double* sums)
        where TLanes : struct, ILanes<TLanes>
    {
        int cells = sort.Now.Cells;
        double period = domain.Period(0);
        var image = default(Image<TLanes>);
        for (int r = 0; r < RowScratch.Surroundings.Most(TDimension.Value); r++)
        {
            int* start = around.Cells[r];
            (image.Shift1, image.Shift2) = (around.Shift1[r], around.Shift2[r]);
            AddImage(i, start[Math.Max(low, 0)], start[Math.Min(high, cells)], 0, ref image);
            if (low < 0) AddImage(i, start[low + cells], start[cells], -period, ref image);
            if (high > cells) AddImage(i, start[0], start[high - cells], period, ref image);
        }

        TLanes.SumEach(image.Sum0, image.Sum1, image.Sum2, image.Crowding, sums);
    }

    /// <summary>Adds the particles of a range, each in the image that is shifted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddImage<TLanes>(int i, int from, int to, double shift0, ref Image<TLanes> image)
        where TLanes : struct, ILanes<TLanes>
    {
        double* x0 = sorted.Position(0), x1 = sorted.Position(1), x2 = sorted.Position(2);
        double* w0 = sorted.Predicted(0), w1 = sorted.Predicted(1), w2 = sorted.Predicted(2);
        for (int j = from; j < to; j += TLanes.Count)
        {
            TLanes d0 = TLanes.Load(x0 + j) - TLanes.Broadcast(x0[i]) + TLanes.Broadcast(shift0);
            TLanes d1 = TLanes.Load(x1 + j) - TLanes.Broadcast(x1[i]) + TLanes.Broadcast(image.Shift1);
            TLanes squared = TLanes.MultiplyAdd(d0, d0, d1 * d1);
            if (TDimension.Value > 2)
            {
                TLanes d2 = TLanes.Load(x2 + j) - TLanes.Broadcast(x2[i]) + TLanes.Broadcast(image.Shift2);
                squared = TLanes.MultiplyAdd(d2, d2, squared);
            }

            TLanes psi = weight.Values(squared * TLanes.Broadcast(perSquaredEpsilon));
            image.Crowding += psi;
            image.Sum0 = TLanes.MultiplyAdd(psi, TLanes.Load(w0 + j) - TLanes.Broadcast(w0[i]), image.Sum0);
            image.Sum1 = TLanes.MultiplyAdd(psi, TLanes.Load(w1 + j) - TLanes.Broadcast(w1[i]), image.Sum1);
            if (TDimension.Value > 2) image.Sum2 = TLanes.MultiplyAdd(psi, TLanes.Load(w2 + j) - TLanes.Broadcast(w2[i]), image.Sum2);
        }
    }

    /// <summary>Whether rows around one are met where they are or in an image.</summary>
    private interface IRowImages
    {
        static abstract bool Shifted { get; }
    }

    private readonly struct RowsInPlace : IRowImages
    {
        public static bool Shifted => false;
    }

    private readonly struct ShiftedRows : IRowImages
    {
        public static bool Shifted => true;
    }

    private struct Image<TLanes>
    {
        public double Shift1, Shift2;
        public TLanes Sum0, Sum1, Sum2, Crowding;
    }
}
