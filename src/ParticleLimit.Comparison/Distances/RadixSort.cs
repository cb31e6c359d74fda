namespace ParticleLimit.Comparison;

/// <summary>Sorts finite doubles, with weights if any, by a radix sort of 33 bits of their affine image and an insertion sort of what is left.</summary>
/// <remarks>A sliced distance sorts 128 times; at a million points a comparison sort takes ten times as long.</remarks>
internal sealed class RadixSort(int count, bool weighted)
{
    private const int DigitBits = 11, Digits = 3, Buckets = 1 << DigitBits;
    private const int SmallCount = 2048;

    private readonly (ulong Key, double Value, double Weight)[] first = weighted && count > SmallCount ? new (ulong, double, double)[count] : [];
    private readonly (ulong Key, double Value, double Weight)[] second = weighted && count > SmallCount ? new (ulong, double, double)[count] : [];
    private readonly double[] spare = !weighted && count > SmallCount ? new double[count] : [];
    private readonly int[] starts = new int[Digits * Buckets];

    /// <summary>Sorts in place; equal values keep the order of their weights.</summary>
    public void Sort(double[] values, double[]? weights)
    {
        if (count <= SmallCount)
        {
            SortByComparison(values, weights);
            return;
        }

        double low = values[0], high = low;
        foreach (double value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        double scale = ((1L << (Digits * DigitBits)) - 1) / (high - low);
        if (!double.IsFinite(scale))
        {
            SortByComparison(values, weights);
            return;
        }

        CountDigits(values, low, scale);
        if (weights is null) Scatter(values, low, scale);
        else Scatter(values, weights, low, scale);
        if (!Insert(values, weights)) SortByComparison(values, weights);
    }

    private static void SortByComparison(double[] values, double[]? weights)
    {
        if (weights is null) Array.Sort(values);
        else Array.Sort(values, weights);
    }

    private static ulong Key(double value, double low, double scale) => (ulong)(long)((value - low) * scale);

    private void CountDigits(double[] values, double low, double scale)
    {
        Array.Clear(starts);
        foreach (double value in values)
        {
            ulong key = Key(value, low, scale);
            for (int digit = 0; digit < Digits; digit++) starts[digit * Buckets + (int)(key >> (digit * DigitBits) & (Buckets - 1))]++;
        }

        for (int digit = 0; digit < Digits; digit++)
        {
            int sum = 0;
            foreach (ref int start in starts.AsSpan(digit * Buckets, Buckets)) (start, sum) = (sum, sum + start);
        }
    }

    private void Scatter(double[] values, double low, double scale)
    {
        double[] from = values, to = spare;
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> places = starts.AsSpan(digit * Buckets, Buckets);
            foreach (double value in from) to[places[(int)(Key(value, low, scale) >> (digit * DigitBits) & (Buckets - 1))]++] = value;
            (from, to) = (to, from);
        }

        if (from != values) from.CopyTo(values, 0);
    }

    private void Scatter(double[] values, double[] weights, double low, double scale)
    {
        for (int i = 0; i < count; i++) first[i] = (Key(values[i], low, scale), values[i], weights[i]);
        var (from, to) = (first, second);
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> places = starts.AsSpan(digit * Buckets, Buckets);
            foreach (ref readonly var entry in from.AsSpan()) to[places[(int)(entry.Key >> (digit * DigitBits) & (Buckets - 1))]++] = entry;
            (from, to) = (to, from);
        }

        for (int i = 0; i < count; i++) (values[i], weights[i]) = (from[i].Value, from[i].Weight);
    }

    /// <summary>Finishes values that share a key; gives up, false, where outliers have left too many under one key.</summary>
    private bool Insert(double[] values, double[]? weights)
    {
        long movesLeft = 8L * count;
        for (int i = 1; i < count; i++)
        {
            double value = values[i];
            if (values[i - 1] <= value) continue;
            double weight = weights is null ? 0 : weights[i];
            int place = i;
            for (; place > 0 && values[place - 1] > value; place--)
            {
                values[place] = values[place - 1];
                if (weights is not null) weights[place] = weights[place - 1];
                movesLeft--;
            }

            values[place] = value;
            if (weights is not null) weights[place] = weight;
            if (movesLeft < 0) return false;
        }

        return true;
    }
}
