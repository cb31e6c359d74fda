namespace ParticleLimit.Particles;

/// <summary>The pairs of one step, ordered by (i, j) with i &lt; j whatever search found them, each with one number.</summary>
/// <remarks>Velocities are exchanged pair after pair and floating-point addition is not associative: the order makes the bits of a run.
/// Row i holds the pairs (i, j), at <see cref="RowStart"/>[i] up to <see cref="RowStart"/>[i + 1]. Buffers are kept for the next step.</remarks>
internal sealed class PairList
{
    // Rows of a dilute gas hold one or two pairs; only a crowded one is worth the library's sort.
    private const int LongestInsertionSort = 24;

    private int[] foundFirst = new int[64];
    private int[] foundSecond = new int[64];
    private double[] foundValue = new double[64];

    /// <summary>The number of pairs.</summary>
    public int Count { get; private set; }

    /// <summary>Where each row begins; one entry more than there are particles.</summary>
    public int[] RowStart { get; private set; } = [0, 0];

    /// <summary>The j of each pair, increasing within a row.</summary>
    public int[] Partner { get; private set; } = [];

    /// <summary>The number of each pair: the squared distance, until the caller replaces it.</summary>
    public double[] Value { get; private set; } = [];

    /// <summary>Finds and orders the pairs of particles nearer than the cutoff, with their squared distances.</summary>
    /// <exception cref="InvalidOperationException">There are more pairs than an array can hold.</exception>
    public void Collect(INeighbourSearch search, double[][] positions, double cutoff)
    {
        var collector = new Collector(this);
        search.VisitPairs(positions, cutoff, ref collector);
        Count = collector.Count;
        Order(positions[0].Length);
    }

    private void Order(int particles)
    {
        if (RowStart.Length < particles + 2) RowStart = new int[particles + 2];
        if (Partner.Length < Count) (Partner, Value) = (new int[foundFirst.Length], new double[foundFirst.Length]);

        // Counts go two places up and one place down while filling, so that the ends of the rows come out as begins of the next.
        int[] next = RowStart;
        next.AsSpan(0, particles + 2).Clear();
        foreach (int i in foundFirst.AsSpan(0, Count)) next[i + 2]++;
        for (int i = 2; i < particles + 2; i++) next[i] += next[i - 1];
        for (int p = 0; p < Count; p++)
        {
            int place = next[foundFirst[p] + 1]++;
            Partner[place] = foundSecond[p];
            Value[place] = foundValue[p];
        }

        for (int i = 0; i < particles; i++) SortRow(next[i], next[i + 1]);
    }

    private void SortRow(int from, int to)
    {
        if (to - from > LongestInsertionSort)
        {
            Partner.AsSpan(from, to - from).Sort(Value.AsSpan(from, to - from));
            return;
        }

        for (int p = from + 1; p < to; p++)
        {
            (int partner, double value) = (Partner[p], Value[p]);
            int q = p;
            for (; q > from && Partner[q - 1] > partner; q--) (Partner[q], Value[q]) = (Partner[q - 1], Value[q - 1]);
            (Partner[q], Value[q]) = (partner, value);
        }
    }

    private void Grow()
    {
        if (foundFirst.Length >= Array.MaxLength)
            throw new InvalidOperationException($"More than {Array.MaxLength} pairs are in range at once; the particles have collapsed, or the range is too long for N.");
        int length = (int)Math.Min(2L * foundFirst.Length, Array.MaxLength);
        Array.Resize(ref foundFirst, length);
        Array.Resize(ref foundSecond, length);
        Array.Resize(ref foundValue, length);
    }

    /// <summary>Writes down each pair as it is found.</summary>
    private struct Collector(PairList list) : IPairVisitor
    {
        private int[] first = list.foundFirst;
        private int[] second = list.foundSecond;
        private double[] value = list.foundValue;

        public int Count { get; private set; }

        public void Visit(int i, int j, double squaredDistance)
        {
            if (Count == first.Length)
            {
                list.Grow();
                (first, second, value) = (list.foundFirst, list.foundSecond, list.foundValue);
            }

            first[Count] = Math.Min(i, j);
            second[Count] = Math.Max(i, j);
            value[Count] = squaredDistance;
            Count++;
        }
    }
}
