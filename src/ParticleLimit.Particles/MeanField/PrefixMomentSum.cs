using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The sums in d = 1, O(N log N): on sorted positions the particles at distances of one piece of the weight are a contiguous range, and a
/// polynomial summed over a range is a difference of prefix moments.</summary>
/// <remarks>A difference of long prefix sums would lose digits, and powers of large positions more. The sorted particles are therefore cut into
/// segments about one reach long, each with prefix moments of its own about its own centre in units of the reach: a range meets at most two
/// segments, and the error of a sum stays near rounding relative to the mass of those two. Who is in range of whom is decided by the same
/// operations from either side.</remarks>
internal sealed class PrefixMomentSum : AlignmentSum
{
    // Wider than the reach by more than positions round, so that what is in reach of a segment lies in it or the next one.
    private const double SegmentWidth = 1 + 1.0 / (1 << 20);

    private readonly double period;
    private readonly double reach;
    private readonly PiecewiseWeight weight;
    private readonly int moments;
    private readonly double[][] mirrored;
    private int count;
    private int ghostsBelow;
    private int extended;
    private double[] sorted = [];
    private int[] order = [];
    private double[] crowding = [];

    // Per particle and ghost, in order of position: place, the particle's rank, local coordinate, first and last of the segment, its centre.
    private double[] place = [];
    private int[] rank = [];
    private double[] local = [];
    private int[] segmentStart = [];
    private int[] segmentEnd = [];
    private double[] centre = [];
    private double[] prefix = [];
    private double[] ranked = [];
    private double[] summed = [];
    private int[] below = [];
    private int[] above = [];

    /// <summary>The sums on a line or circle.</summary>
    /// <param name="domain">A domain of dimension 1.</param>
    /// <param name="weight">psi as a piecewise polynomial in r / reach.</param>
    /// <param name="reach">The distance from which on psi is zero; on a circle at most half of it.</param>
    public PrefixMomentSum(Domain domain, PiecewiseWeight weight, double reach)
    {
        period = domain.Period(0);
        (this.weight, this.reach) = (weight, reach);
        moments = weight.Degree + 1;
        mirrored = [.. weight.Coefficients.Select(piece => (double[])[.. piece.Select((a, k) => k % 2 == 0 ? a : -a)])];
    }

    /// <inheritdoc/>
    public override string Method => weight.Ends.Length == 1 ? "prefix moments, exact" : $"prefix moments of {weight.Ends.Length} polynomial pieces";

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Crowding => crowding;

    /// <inheritdoc/>
    public override void Load(double[][] positions)
    {
        Reserve(positions[0].Length);
        positions[0].CopyTo(sorted, 0);
        for (int i = 0; i < count; i++) order[i] = i;
        Array.Sort(sorted, order);
        Extend();
        CutIntoSegments();
        FindRanges();
        ranked.AsSpan().Fill(1);
        SumOverRanges();
        for (int k = 0; k < count; k++) crowding[order[k]] = summed[k];
    }

    /// <inheritdoc/>
    public override void Apply(double[][] velocities, double[][] sums)
    {
        double[] v = velocities[0], sum = sums[0];
        for (int k = 0; k < count; k++) ranked[k] = v[order[k]];
        SumOverRanges();
        for (int k = 0; k < count; k++)
        {
            int i = order[k];
            sum[i] = summed[k] - crowding[i] * v[i];
        }

        Balance(sum);
    }

    /// <summary>Takes back the rounding of the moments, so that the sums add up to zero as those of pairs do.</summary>
    private static void Balance(double[] sum)
    {
        var total = new CompensatedSum();
        foreach (double s in sum) total.Add(s);
        double excess = total.Value / sum.Length;
        for (int i = 0; i < sum.Length; i++) sum[i] -= excess;
    }

    private void Reserve(int particles)
    {
        count = particles;
        if (sorted.Length == count) return;
        sorted = new double[count];
        order = new int[count];
        crowding = new double[count];
        ranked = new double[count];
        summed = new double[count];

        // Within half a period of either end there are all the particles, once.
        int most = double.IsFinite(period) ? 3 * count : count;
        place = new double[most];
        rank = new int[most];
        local = new double[most];
        segmentStart = new int[most];
        segmentEnd = new int[most];
        centre = new double[most];
        prefix = new double[most * moments];
        below = new int[count * (weight.Ends.Length + 1)];
        above = new int[count * (weight.Ends.Length + 1)];
    }

    /// <summary>The sorted particles, on a circle with the images of those within reach of either end.</summary>
    private void Extend()
    {
        int next = 0;
        if (double.IsFinite(period))
            for (int k = 0; k < count; k++)
                if (period - sorted[k] < reach) Add(k, sorted[k] - period);
        ghostsBelow = next;
        for (int k = 0; k < count; k++) Add(k, sorted[k]);
        if (double.IsFinite(period))
            for (int k = 0; k < count && sorted[k] < SegmentWidth * reach; k++) Add(k, sorted[k] + period);
        extended = next;

        void Add(int particle, double position) => (rank[next], place[next++]) = (particle, position);
    }

    private void CutIntoSegments()
    {
        for (int start = 0; start < extended;)
        {
            int end = start + 1;
            while (end < extended && place[end] - place[start] < SegmentWidth * reach) end++;
            double middle = place[start] + reach / 2;
            for (int e = start; e < end; e++)
            {
                (segmentStart[e], segmentEnd[e], centre[e]) = (start, end, middle);
                local[e] = (place[e] - middle) / reach;
            }

            start = end;
        }
    }

    /// <summary>For each particle and each end of a piece, how far the particles nearer than it extend above and below.</summary>
    private void FindRanges()
    {
        for (int k = 0; k < count; k++) (above[k], below[k]) = (ghostsBelow + k + 1, ghostsBelow + k);
        for (int piece = 0; piece < weight.Ends.Length; piece++)
        {
            double end = weight.Ends[piece] * reach;
            int row = (piece + 1) * count, upper = 0, lower = 0;
            for (int k = 0; k < count; k++)
            {
                upper = Math.Max(upper, above[row - count + k]);
                while (upper < extended && Distance(k, upper) < end) upper++;
                above[row + k] = upper;
                while (lower < below[row - count + k] && Distance(k, lower) >= end) lower++;
                below[row + k] = Math.Min(lower, below[row - count + k]);
            }
        }
    }

    // From the wrapped positions, so that an image's distance is bitwise that of its original from the other side.
    private double Distance(int k, int other)
    {
        double direct = Math.Abs(sorted[rank[other]] - sorted[k]);
        return other < ghostsBelow || other >= ghostsBelow + count ? period - direct : direct;
    }

    /// <summary>sum_j psi(|x_j - x_k|) ranked_j over the others in reach of each particle.</summary>
    private void SumOverRanges()
    {
        ComputePrefixes();
        summed.AsSpan().Clear();
        Span<double> shifted = stackalloc double[moments];
        for (int piece = 0; piece < weight.Ends.Length; piece++)
        {
            int outer = (piece + 1) * count, inner = piece * count;
            for (int k = 0; k < count; k++)
            {
                int self = ghostsBelow + k, end = segmentEnd[self], start = segmentStart[self];
                double sum = 0;
                int from = above[inner + k], to = above[outer + k];
                if (from < Math.Min(to, end)) sum += Over(from, Math.Min(to, end), weight.Coefficients[piece], k, shifted);
                if (Math.Max(from, end) < to) sum += Over(Math.Max(from, end), to, weight.Coefficients[piece], k, shifted);
                (from, to) = (below[outer + k], below[inner + k]);
                if (Math.Max(from, start) < to) sum += Over(Math.Max(from, start), to, mirrored[piece], k, shifted);
                if (from < Math.Min(to, start)) sum += Over(from, Math.Min(to, start), mirrored[piece], k, shifted);
                summed[k] += sum;
            }
        }
    }

    private void ComputePrefixes()
    {
        for (int e = 0; e < extended; e++)
        {
            double power = ranked[rank[e]], s = local[e];
            bool first = e == segmentStart[e];
            int at = e * moments;
            for (int m = 0; m < moments; m++)
            {
                prefix[at + m] = first ? power : prefix[at - moments + m] + power;
                power *= s;
            }
        }
    }

    /// <summary>The sum of P(x_j - x_k) ranked_j over a range within one segment: P shifted to the segment's centre, times its moments.</summary>
    private double Over(int from, int to, double[] polynomial, int k, Span<double> shifted)
    {
        double t = (sorted[k] - centre[from]) / reach;
        int degree = polynomial.Length - 1;
        polynomial.CopyTo(shifted);

        // Horner's scheme repeated: the coefficients of P(s - t) in powers of s.
        for (int m = 0; m < degree; m++)
            for (int l = degree - 1; l >= m; l--) shifted[l] -= t * shifted[l + 1];
        int last = (to - 1) * moments;
        double sum = 0;
        if (from == segmentStart[from])
        {
            for (int m = 0; m <= degree; m++) sum += shifted[m] * prefix[last + m];
        }
        else
        {
            int before = (from - 1) * moments;
            for (int m = 0; m <= degree; m++) sum += shifted[m] * (prefix[last + m] - prefix[before + m]);
        }

        return sum;
    }
}
