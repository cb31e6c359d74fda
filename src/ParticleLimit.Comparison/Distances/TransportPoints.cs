namespace ParticleLimit.Comparison;

/// <summary>One side of a transport problem: points that carry integer masses, in the order of <see cref="PricingTree"/>.</summary>
internal sealed class TransportPoints
{
    private const int MostMerged = 5;

    private TransportPoints(double[][] coordinates, long[] masses, int[] order) => (Coordinates, Masses, Order) = (coordinates, masses, order);

    /// <summary>Coordinates: <c>Coordinates[axis][point]</c>.</summary>
    public double[][] Coordinates { get; }

    /// <summary>The masses.</summary>
    public long[] Masses { get; }

    /// <summary>The place of each point in the arrays that it comes from.</summary>
    public int[] Order { get; }

    public int Count => Masses.Length;

    /// <summary>The places of a cloud where there is mass, sorted.</summary>
    public static TransportPoints Of(PointCloud cloud, TransportMasses masses, GroundMetric metric) => Of(CoincidentPoints.Of(cloud, masses, metric));

    /// <summary>Places, sorted; <see cref="Order"/> says which they were.</summary>
    public static TransportPoints Of(CoincidentPoints places) => Sorted(places.Coordinates, places.Masses);

    /// <summary>The points sorted by the cuts of a tree.</summary>
    public static TransportPoints Sorted(double[][] coordinates, long[] masses)
    {
        int[] order = PricingTree.Order(coordinates);
        return new TransportPoints([.. coordinates.Select(values => Array.ConvertAll(order, point => values[point]))], Array.ConvertAll(order, point => masses[point]), order);
    }

    /// <summary>About a quarter as many points, each at the centre of the three to five it stands for, a node of the tree.</summary>
    public TransportPoints Coarser()
    {
        List<double>[] centres = [.. Coordinates.Select(_ => new List<double>())];
        var masses = new List<long>();
        Merge(0, Count);
        return new TransportPoints([.. centres.Select(values => values.ToArray())], [.. masses], [.. Enumerable.Range(0, masses.Count)]);

        void Merge(int start, int end)
        {
            if (end - start > MostMerged)
            {
                int middle = (start + end) / 2;
                Merge(start, middle);
                Merge(middle, end);
                return;
            }

            long mass = 0;
            for (int i = start; i < end; i++) mass += Masses[i];
            masses.Add(mass);
            for (int axis = 0; axis < centres.Length; axis++)
            {
                double centre = 0;
                for (int i = start; i < end; i++) centre += Coordinates[axis][i] * ((double)Masses[i] / mass);
                centres[axis].Add(centre);
            }
        }
    }

    /// <summary>Copies the coordinates of one point.</summary>
    public void CopyTo(int point, Span<double> target)
    {
        for (int axis = 0; axis < target.Length; axis++) target[axis] = Coordinates[axis][point];
    }
}
