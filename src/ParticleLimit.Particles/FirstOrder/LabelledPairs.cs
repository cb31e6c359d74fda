namespace ParticleLimit.Particles;

/// <summary>The pairs of a line or circle that are within a range of each other, in the order of their labels: by the lower one, then by the higher.</summary>
internal sealed class LabelledPairs
{
    private readonly double period;
    private readonly double range;
    private readonly double[] sorted;
    private readonly int[] order;
    private readonly int[] degree;
    private int[] low = [];
    private int[] high = [];
    private int[] lowBuffer = [];
    private int[] highBuffer = [];
    private readonly int[] start;

    /// <summary>An empty list.</summary>
    /// <param name="count">N.</param>
    /// <param name="range">The range, under half the period.</param>
    /// <param name="period">The period; infinite on the line.</param>
    public LabelledPairs(int count, double range, double period)
    {
        (this.range, this.period) = (range, period);
        sorted = new double[count];
        order = [.. Enumerable.Range(0, count)];
        degree = new int[count];
        start = new int[count + 1];
    }

    /// <summary>The number of pairs.</summary>
    public int Count { get; private set; }

    /// <summary>The largest number of pairs that a particle is in.</summary>
    public int LargestDegree { get; private set; }

    /// <summary>The lower labels.</summary>
    public ReadOnlySpan<int> Low => low.AsSpan(0, Count);

    /// <summary>The higher labels.</summary>
    public ReadOnlySpan<int> High => high.AsSpan(0, Count);

    /// <summary>Finds the pairs of some positions, in [0, L) on a circle. Allocates only when there are more pairs than ever before.</summary>
    public void Find(double[] positions)
    {
        for (int k = 0; k < order.Length; k++) sorted[k] = positions[order[k]];
        for (int k = 1; k < sorted.Length; k++)
        {
            (double at, int label) = (sorted[k], order[k]);
            int j = k - 1;
            for (; j >= 0 && sorted[j] > at; j--) (sorted[j + 1], order[j + 1]) = (sorted[j], order[j]);
            (sorted[j + 1], order[j + 1]) = (at, label);
        }

        Array.Clear(degree);
        Count = 0;
        for (int k = 0; k < sorted.Length; k++)
        {
            double end = sorted[k] + range;
            int j = k + 1;
            for (; j < sorted.Length && sorted[j] < end; j++) Add(order[k], order[j]);
            if (j < sorted.Length) continue;
            for (j = 0; j < k && sorted[j] + period < end; j++) Add(order[k], order[j]);
        }

        LargestDegree = 0;
        foreach (int pairs in degree) LargestDegree = Math.Max(LargestDegree, pairs);

        // Two passes of a counting sort, by the higher label and then, stably, by the lower one.
        Sort(high, low, highBuffer, lowBuffer);
        Sort(lowBuffer, highBuffer, low, high);
    }

    private void Add(int a, int b)
    {
        if (Count == low.Length)
        {
            int size = Math.Max(4 * order.Length, 2 * Count);
            Array.Resize(ref low, size);
            Array.Resize(ref high, size);
            lowBuffer = new int[size];
            highBuffer = new int[size];
        }

        (low[Count], high[Count]) = (Math.Min(a, b), Math.Max(a, b));
        Count++;
        degree[a]++;
        degree[b]++;
    }

    private void Sort(int[] keys, int[] values, int[] sortedKeys, int[] sortedValues)
    {
        Array.Clear(start);
        for (int k = 0; k < Count; k++) start[keys[k] + 1]++;
        for (int label = 1; label < start.Length; label++) start[label] += start[label - 1];
        for (int k = 0; k < Count; k++)
        {
            int place = start[keys[k]]++;
            (sortedKeys[place], sortedValues[place]) = (keys[k], values[k]);
        }
    }
}
