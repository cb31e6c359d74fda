namespace ParticleLimit.Comparison;

/// <summary>A common partition of the space of two clouds in boxes, split where it saves most.</summary>
/// <remarks>The box with the largest variance times mass is cut at its mean, across its widest axis by variance, until there are enough boxes.
/// Both clouds share the cells, so equal clouds have equal quantisations.</remarks>
internal sealed class CellPartition
{
    private readonly double[][] points;
    private readonly double[] weights;
    private readonly bool[] second;
    private readonly int dimension;

    private CellPartition(PointCloud a, PointCloud b, GroundMetric metric)
    {
        dimension = metric.Dimension;
        double[][] first = metric.Canonical(a), other = metric.Canonical(b);
        points = [.. Enumerable.Range(0, dimension).Select(axis => (double[])[.. first[axis], .. other[axis]])];
        weights = new double[a.Count + b.Count];
        second = new bool[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            second[i] = i >= a.Count;
            weights[i] = second[i] ? b.Weight(i - a.Count) : a.Weight(i);
        }
    }

    /// <summary>The barycentres of both clouds' points in the boxes of a partition of at most the given number, with the boxes' weights.</summary>
    public static (PointCloud First, PointCloud Second) Quantise(PointCloud a, PointCloud b, GroundMetric metric, int cells)
    {
        var partition = new CellPartition(a, b, metric);
        List<(int Start, int End)> leaves = partition.Split(cells);
        return (partition.Merge(leaves, ofSecond: false), partition.Merge(leaves, ofSecond: true));
    }

    private List<(int Start, int End)> Split(int cells)
    {
        var queue = new PriorityQueue<(int Start, int End, int Axis, double Cut), (double, int)>();
        var leaves = new List<(int, int)>();
        Enqueue(0, weights.Length);
        while (queue.Count > 0 && queue.Count + leaves.Count < cells)
        {
            (int start, int end, int axis, double cut) = queue.Dequeue();
            int middle = Cut(start, end, axis, cut);
            Enqueue(start, middle);
            Enqueue(middle, end);
        }

        while (queue.TryDequeue(out (int Start, int End, int Axis, double Cut) box, out _)) leaves.Add((box.Start, box.End));
        leaves.Sort();
        return leaves;

        void Enqueue(int start, int end)
        {
            (double spread, int axis, double cut) = Widest(start, end);
            if (spread > 0) queue.Enqueue((start, end, axis, cut), (-spread, start));
            else leaves.Add((start, end));
        }
    }

    /// <summary>The mass times total variance of a box, its axis of largest variance and its mean there; zero where no cut is possible.</summary>
    private (double Spread, int Axis, double Cut) Widest(int start, int end)
    {
        double mass = 0, total = 0, widest = 0, cut = 0;
        int across = 0;
        for (int i = start; i < end; i++) mass += weights[i];
        if (!(mass > 0)) return (0, 0, 0);
        for (int axis = 0; axis < dimension; axis++)
        {
            double[] values = points[axis];
            double mean = 0, low = values[start], high = low, spread = 0;
            for (int i = start; i < end; i++)
            {
                mean += weights[i] * values[i];
                (low, high) = (Math.Min(low, values[i]), Math.Max(high, values[i]));
            }

            mean = Math.Clamp(mean / mass, low, high);
            for (int i = start; i < end; i++) spread += weights[i] * (values[i] - mean) * (values[i] - mean);
            total += spread;
            if (spread > widest && high > low) (widest, across, cut) = (spread, axis, mean > low ? mean : Math.BitIncrement(low));
        }

        return (widest > 0 ? total : 0, across, cut);
    }

    /// <summary>Puts the points under the cut first, and gives the place where the others start.</summary>
    private int Cut(int start, int end, int axis, double cut)
    {
        double[] values = points[axis];
        int left = start, right = end - 1;
        while (true)
        {
            while (left <= right && values[left] < cut) left++;
            while (left <= right && values[right] >= cut) right--;
            if (left >= right) return left;
            for (int other = 0; other < dimension; other++) (points[other][left], points[other][right]) = (points[other][right], points[other][left]);
            (weights[left], weights[right]) = (weights[right], weights[left]);
            (second[left], second[right]) = (second[right], second[left]);
            left++;
            right--;
        }
    }

    private PointCloud Merge(List<(int Start, int End)> leaves, bool ofSecond)
    {
        List<double>[] centres = [.. Enumerable.Range(0, dimension).Select(_ => new List<double>())];
        var masses = new List<double>();
        double[] centre = new double[dimension];
        foreach ((int start, int end) in leaves)
        {
            double mass = 0;
            Array.Clear(centre);
            for (int i = start; i < end; i++)
            {
                if (second[i] != ofSecond) continue;
                mass += weights[i];
                for (int axis = 0; axis < dimension; axis++) centre[axis] += weights[i] * points[axis][i];
            }

            if (!(mass > 0)) continue;
            masses.Add(mass);
            for (int axis = 0; axis < dimension; axis++) centres[axis].Add(centre[axis] / mass);
        }

        return new PointCloud([.. centres.Select(values => values.ToArray())], [.. masses]);
    }
}
