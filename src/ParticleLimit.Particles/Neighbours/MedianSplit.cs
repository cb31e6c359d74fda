namespace ParticleLimit.Particles;

/// <summary>Quickselect on the points of a cloud, all coordinates moving together.</summary>
/// <remarks>C. A. R. Hoare, "Algorithm 65: Find", CACM 4 (1961), with the median of three pseudo-random points as pivot: linear time is
/// expected for every input. Fixed positions cost O(N^2) on sorted points of which a few have crossed the seam of the torus, as a run
/// makes them. Both scans stop at keys equal to the pivot, so that coincident points halve.</remarks>
internal static class MedianSplit
{
    /// <summary>Rearranges points [first, last] so that no key before <paramref name="nth"/> is above its key and none after it is below.</summary>
    public static void Partition(PointCloud points, int axis, int first, int last, int nth)
    {
        double[] key = points.Axes[axis];
        uint random = 0x9E3779B9;
        while (first < last)
        {
            double pivot = MedianOfThree(key[Draw(ref random, first, last)], key[Draw(ref random, first, last)], key[Draw(ref random, first, last)]);
            int low = first, high = last;
            while (low <= high)
            {
                while (key[low] < pivot) low++;
                while (key[high] > pivot) high--;
                if (low > high) break;
                Swap(points, low++, high--);
            }

            if (nth <= high) last = high;
            else if (nth >= low) first = low;
            else return;
        }
    }

    // The generator of W. H. Press et al., "Numerical Recipes", section 7.1 ("quick and dirty"): the same draws at every call.
    private static int Draw(ref uint random, int first, int last)
    {
        random = 1664525 * random + 1013904223;
        return first + (int)((ulong)random * (ulong)(last - first + 1) >> 32);
    }

    private static double MedianOfThree(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    private static void Swap(PointCloud points, int a, int b)
    {
        foreach (double[] coordinate in points.Axes) (coordinate[a], coordinate[b]) = (coordinate[b], coordinate[a]);
        (points.Index[a], points.Index[b]) = (points.Index[b], points.Index[a]);
    }
}
