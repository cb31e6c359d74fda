using CsCheck;
using Google.OrTools.Graph;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Exact transport against an independent solver, a minimum cost flow with integer masses and costs, on small clouds of every kind.</summary>
public class TransportOracleTests
{
    // Costs of the flow are multiples of this part of the largest one, and masses of 1 / Masses: its mean cost is right to half a unit.
    private const double Unit = 1e-10;
    private const int Masses = 60;

    private static readonly Gen<ulong> Seeds = Gen.ULong;

    [Theory, InlineData(1), InlineData(2)]
    public void Value_and_bracket_are_those_of_minimum_cost_flow(int order) => Seeds.Sample(seed =>
    {
        var instance = new Instance(seed);
        AssertAgrees(instance, ExactTransport.Solve(instance.A, instance.B, instance.Metric, order), squared => order == 1 ? Math.Sqrt(squared) : squared, order);
    }, iter: 1000);

    [Fact]
    public void Bounded_distances_are_those_of_minimum_cost_flow() => Seeds.Sample(seed =>
    {
        var instance = new Instance(seed);
        RandomStream random = Clouds.Stream(seed + 1);
        double most = instance.Scale * Math.Pow(10, 2 * random.NextDouble() - 1);
        AssertAgrees(instance, ExactTransport.SolveBounded(instance.A, instance.B, instance.Metric, most), squared => Math.Min(Math.Sqrt(squared), most), 1);
    }, iter: 1000);

    private static void AssertAgrees(Instance instance, TransportResult result, Func<double, double> cost, int order)
    {
        double[,] costs = new double[instance.A.Count, instance.B.Count];
        double largest = 0;
        for (int i = 0; i < instance.A.Count; i++)
            for (int j = 0; j < instance.B.Count; j++) largest = Math.Max(largest, costs[i, j] = cost(instance.SquaredDistance(i, j)));

        Assert.InRange(result.Value, result.Lower, result.Upper);
        double slack = 1e-13 * Math.Pow(instance.Scale, order); // of coordinates up to 12 scales, where they are wrapped
        double flow = largest == 0 ? 0 : MeanCost(instance, costs, largest);
        foreach (double end in new[] { result.Lower, result.Upper }) Assert.Equal(flow, Math.Pow(end, order), Unit * largest + slack);
        double primal = result.Plan.Sum(arc => arc.Mass * costs[arc.From, arc.To]);
        Assert.Equal(flow, primal, Unit * largest);
    }

    private static double MeanCost(Instance instance, double[,] costs, double largest)
    {
        var flow = new MinCostFlow();
        for (int i = 0; i < instance.Supply.Length; i++) flow.SetNodeSupply(i, instance.Supply[i]);
        for (int j = 0; j < instance.Demand.Length; j++) flow.SetNodeSupply(instance.Supply.Length + j, -instance.Demand[j]);
        for (int i = 0; i < instance.Supply.Length; i++)
        {
            for (int j = 0; j < instance.Demand.Length; j++)
                flow.AddArcWithCapacityAndUnitCost(i, instance.Supply.Length + j, Masses, (long)Math.Round(costs[i, j] / (largest * Unit)));
        }

        Assert.Equal(MinCostFlow.Status.OPTIMAL, flow.Solve());
        return flow.OptimalCost() * Unit * largest / Masses;
    }

    /// <summary>Two clouds of one to twelve points: anywhere, on a coarse lattice, on a line, at one place, in far clumps, or one a permutation of the other; masses equal or not, some zero;
    /// free or periodic, then with points outside the period too; at scales 1e-12 to 1e12.</summary>
    private sealed class Instance
    {
        public Instance(ulong seed)
        {
            RandomStream random = Clouds.Stream(seed);
            int dimension = 1 + random.NextInt(4);
            Scale = Math.Pow(10, random.NextInt(25) - 12);
            bool periodic = random.NextInt(2) == 0;
            Metric = new([.. Enumerable.Range(0, dimension).Select(axis => periodic && axis % 2 == 0 ? 0.7 * Scale : double.PositiveInfinity)]);
            (A, Supply) = Next(ref random, dimension);
            (B, Demand) = Next(ref random, dimension);
            if (random.NextInt(6) == 0) (B, Demand) = (new PointCloud([.. A.Coordinates.Select(values => values.Reverse().ToArray())], A.Weights is null ? null : [.. A.Weights.Reverse()]), [.. Supply.Reverse()]);
        }

        public PointCloud A { get; }

        public PointCloud B { get; }

        public int[] Supply { get; }

        public int[] Demand { get; }

        public GroundMetric Metric { get; }

        public double Scale { get; }

        public double SquaredDistance(int i, int j)
        {
            double squared = 0;
            for (int axis = 0; axis < Metric.Dimension; axis++)
            {
                double gap = A.Coordinates[axis][i] - B.Coordinates[axis][j];
                if (double.IsFinite(Metric.Periods[axis])) gap = Math.IEEERemainder(gap, Metric.Periods[axis]);
                squared += gap * gap;
            }

            return squared;
        }

        private (PointCloud Cloud, int[] Masses) Next(ref RandomStream random, int dimension)
        {
            int[] equal = [1, 2, 3, 4, 5, 6, 10, 12];
            bool weighted = random.NextInt(2) == 0;
            int count = weighted ? 1 + random.NextInt(12) : equal[random.NextInt(equal.Length)], shape = random.NextInt(5);
            double[][] coordinates = [.. Enumerable.Range(0, dimension).Select(_ => new double[count])];
            for (int i = 0; i < count; i++)
            {
                int along = random.NextInt(4), clump = random.NextInt(2);
                for (int axis = 0; axis < dimension; axis++)
                {
                    coordinates[axis][i] = Scale * shape switch
                    {
                        0 => 3 * random.NextDouble() - 1,
                        1 => 0.25 * random.NextInt(3),
                        2 => (axis + 1) * along,
                        3 => 0.3,
                        _ => 10 * clump + 1e-6 * random.NextDouble(),
                    };
                }
            }

            int[] masses = [.. Enumerable.Repeat(weighted ? 0 : Masses / count, count)];
            for (int mass = 0; weighted && mass < Masses; mass++) masses[random.NextInt(count)]++;
            return (new PointCloud(coordinates, weighted ? [.. masses.Select(mass => mass / (double)Masses)] : null), masses);
        }
    }
}
