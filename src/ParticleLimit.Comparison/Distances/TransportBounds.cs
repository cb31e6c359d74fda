namespace ParticleLimit.Comparison;

/// <summary>A lower and an upper bound of a transport distance between clouds too large for the exact one, in any dimension.</summary>
/// <remarks>Both clouds are merged in a common partition and their exact transport gives first potentials. Extended by the transform of the cost, for W1 as a 1-Lipschitz function, to
/// the points of the smaller cloud and improved there (<see cref="PotentialAscent"/>), they prove the lower bound; what goes where by them is the start of a plan
/// (<see cref="PartitionPlan"/>), whose cost is the upper bound. Slices prove far less in four or six dimensions: most of W1 is at the distance of neighbours.</remarks>
internal sealed class TransportBounds
{
    private const int Steps = 8, Sweeps = 2;

    private readonly PointCloud few;
    private readonly GroundMetric metric;
    private readonly double[] periods;
    private readonly GroundCost ground;
    private readonly int threads;
    private readonly TransportPoints owners, choosers;
    private readonly PotentialAscent ascent;
    private readonly CostRounding rounding;

    /// <summary>Finds the potentials.</summary>
    /// <param name="few">The cloud that has the potentials, best the smaller one.</param>
    /// <param name="many">The other cloud.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="ground">What distances cost.</param>
    /// <param name="cells">The most cells of the partition.</param>
    /// <param name="threads">The most threads.</param>
    public TransportBounds(PointCloud few, PointCloud many, GroundMetric metric, GroundCost ground, int cells, int threads)
    {
        (this.few, this.metric, this.ground, this.threads, periods) = (few, metric, ground, threads, [.. metric.Periods]);
        (PointCloud first, PointCloud second) = CellPartition.Quantise(few, many, metric, cells);
        TransportResult coarse = ExactTransport.Solve(first, second, metric, ground);
        Cells = Math.Max(first.Count, second.Count);

        (TransportMasses supply, TransportMasses demand, _) = TransportMasses.Of(few, many);
        (owners, choosers) = (TransportPoints.Of(few, supply, metric), TransportPoints.Of(many, demand, metric));
        double[] start = ConeEnvelope.Values(metric.Canonical(second), coarse.SinkPotentials, owners.Coordinates, periods, ground, threads);
        ascent = new PotentialAscent(owners, choosers, periods, ground, start, threads);
        ascent.Run(Steps);
        rounding = Rounding(owners, choosers, many);
    }

    /// <summary>The cells of the partition that gave the first potentials.</summary>
    public int Cells { get; }

    /// <summary>The places of the few.</summary>
    public TransportPoints Few => owners;

    /// <summary>The potentials of these places.</summary>
    public double[] Potentials => ascent.Potentials;

    /// <summary>The lower bound of the distance of the two clouds.</summary>
    public double Lower => rounding.Below(ascent.Dual);

    /// <summary>The upper bound of it: what a plan costs.</summary>
    public double Upper => rounding.Above(Cost(owners, choosers, ascent.Owners));

    /// <summary>The upper bound of the distance between the few and another cloud.</summary>
    public double UpperOn(PointCloud cloud)
    {
        (TransportMasses demand, TransportMasses supply, _) = TransportMasses.Of(few, cloud);
        TransportPoints to = TransportPoints.Of(few, demand, metric), from = TransportPoints.Of(cloud, supply, metric);
        return Rounding(to, from, cloud).Above(Cost(to, from, new PotentialAscent(to, from, periods, ground, ascent.Potentials, threads).Owners));
    }

    /// <summary>What the potentials prove of the cost from the few to a law of which a cloud that did not help to find them is a sample: the mean and its standard
    /// error, as for independent points.</summary>
    public (double Mean, double StandardError) LowerOnSample(PointCloud cloud)
    {
        double[] values = ConeEnvelope.Values(owners.Coordinates, ascent.Potentials, metric.Canonical(cloud), periods, ground, threads);
        double mean = 0, square = 0, own = 0, total = 0;
        for (int i = 0; i < owners.Count; i++) (own, total) = (own + ascent.Potentials[i] * owners.Masses[i], total + owners.Masses[i]);
        for (int j = 0; j < values.Length; j++) mean += cloud.Weight(j) * values[j];
        for (int j = 0; j < values.Length; j++) square += cloud.Weight(j) * (values[j] - mean) * (values[j] - mean);
        return (own / total + mean, Math.Sqrt(square / cloud.Count));
    }

    private CostRounding Rounding(TransportPoints to, TransportPoints from, PointCloud cloud) =>
        new(few, cloud, metric, ground.Order, new TransportCosts(from.Coordinates, to.Coordinates, periods, ground).Bound());

    private double Cost(TransportPoints to, TransportPoints from, int[] chosen)
    {
        var plan = new PartitionPlan(to, from, chosen, periods, ground);
        for (int sweep = 0; sweep < Sweeps; sweep++) plan.Improve(sweep, threads);
        return plan.Cost;
    }
}
