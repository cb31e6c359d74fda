namespace ParticleLimit.Comparison;

/// <summary>A lower and an upper bound of W1 between clouds too large for the exact distance, in any dimension.</summary>
/// <remarks>Both clouds are merged in a common partition and their exact transport gives first potentials. Extended as a 1-Lipschitz function to the points of
/// the smaller cloud and improved there (<see cref="PotentialAscent"/>), they prove the lower bound; what goes where by them is the start of a plan
/// (<see cref="PartitionPlan"/>), whose cost is the upper bound. Slices prove far less in four or six dimensions: most of W1 is at the distance of neighbours.</remarks>
internal sealed class TransportBounds
{
    private const int Steps = 8, Sweeps = 2;

    private readonly PointCloud few;
    private readonly GroundMetric metric;
    private readonly double[] periods;
    private readonly int threads;
    private readonly TransportPoints owners, choosers;
    private readonly PotentialAscent ascent;

    /// <summary>Finds the potentials.</summary>
    /// <param name="few">The cloud that has the potentials, best the smaller one.</param>
    /// <param name="many">The other cloud.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="cells">The most cells of the partition.</param>
    /// <param name="threads">The most threads.</param>
    public TransportBounds(PointCloud few, PointCloud many, GroundMetric metric, int cells, int threads)
    {
        (this.few, this.metric, this.threads, periods) = (few, metric, threads, [.. metric.Periods]);
        (PointCloud first, PointCloud second) = CellPartition.Quantise(few, many, metric, cells);
        TransportResult coarse = ExactTransport.Solve(first, second, metric);
        Cells = Math.Max(first.Count, second.Count);

        (TransportMasses supply, TransportMasses demand, _) = TransportMasses.Of(few, many);
        (owners, choosers) = (TransportPoints.Of(few, supply, metric), TransportPoints.Of(many, demand, metric));
        double[] start = ConeEnvelope.Values(metric.Canonical(second), coarse.SinkPotentials, owners.Coordinates, periods, threads);
        ascent = new PotentialAscent(owners, choosers, periods, start, threads);
        ascent.Run(Steps);
    }

    /// <summary>The cells of the partition that gave the first potentials.</summary>
    public int Cells { get; }

    /// <summary>The lower bound of the two clouds' W1.</summary>
    public double Lower => Math.Max(ascent.Dual, 0);

    /// <summary>The upper bound of the two clouds' W1: the cost of a plan.</summary>
    public double Upper => Cost(owners, choosers, ascent.Owners);

    /// <summary>The cost of a plan between the few and another cloud.</summary>
    public double UpperOn(PointCloud cloud)
    {
        (TransportMasses demand, TransportMasses supply, _) = TransportMasses.Of(few, cloud);
        TransportPoints to = TransportPoints.Of(few, demand, metric), from = TransportPoints.Of(cloud, supply, metric);
        return Cost(to, from, new PotentialAscent(to, from, periods, ascent.Potentials, threads).Owners);
    }

    /// <summary>What the potentials prove of the distance from the few to a law of which a cloud that did not help to find them is a sample: the mean and its standard
    /// error, as for independent points.</summary>
    public (double Mean, double StandardError) LowerOnSample(PointCloud cloud)
    {
        double[] values = ConeEnvelope.Values(owners.Coordinates, ascent.Potentials, metric.Canonical(cloud), periods, threads);
        double mean = 0, square = 0, own = 0, total = 0;
        for (int i = 0; i < owners.Count; i++) (own, total) = (own + ascent.Potentials[i] * owners.Masses[i], total + owners.Masses[i]);
        for (int j = 0; j < values.Length; j++) mean += cloud.Weight(j) * values[j];
        for (int j = 0; j < values.Length; j++) square += cloud.Weight(j) * (values[j] - mean) * (values[j] - mean);
        return (own / total + mean, Math.Sqrt(square / cloud.Count));
    }

    private double Cost(TransportPoints to, TransportPoints from, int[] chosen)
    {
        var plan = new PartitionPlan(to, from, chosen, periods);
        for (int sweep = 0; sweep < Sweeps; sweep++) plan.Improve(sweep, threads);
        return plan.Cost;
    }
}
