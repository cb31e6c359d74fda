using CsCheck;
using Google.OrTools.Graph;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class ExactTransportTests
{
    private static readonly GroundMetric Plane = GroundMetric.Euclidean(2);

    [Theory, InlineData(1, 1), InlineData(2, 1), InlineData(4, 1), InlineData(6, 2), InlineData(2, 2)]
    public void A_translation_costs_its_length(int dimension, int order)
    {
        PointCloud cloud = Clouds.Uniform(150, dimension, 3, weighted: true);
        foreach (double length in new[] { 1e-6, 0.3, 50 })
        {
            PointCloud moved = Clouds.Permuted(Clouds.Mapped(cloud, p => [.. p.Select(x => x + length / Math.Sqrt(dimension))]), 4);
            TransportResult result = ExactTransport.Solve(cloud, moved, GroundMetric.Euclidean(dimension), order);
            double largestCost = Math.Pow(Math.Sqrt(dimension) + length, order);
            Assert.Equal(Math.Pow(length, order), Math.Pow(result.Value, order), 2e-13 * largestCost); // the simplex stops at 1e-13 of the largest cost
        }
    }

    [Fact]
    public void A_permutation_costs_nothing()
    {
        PointCloud cloud = Clouds.Uniform(300, 3, 5, weighted: true);
        Assert.Equal(0, ExactTransport.Solve(cloud, Clouds.Permuted(cloud, 6), GroundMetric.Euclidean(3)).Value, 1e-14);
    }

    [Fact]
    public void Two_points_against_two_points_take_the_better_matching()
    {
        var a = new PointCloud([[0.0, 3], [0.0, 0]]);
        var b = new PointCloud([[0.0, 3], [4.0, 1]]);
        Assert.Equal((4 + 1) / 2.0, ExactTransport.Solve(a, b, Plane).Value, 1e-14);
        Assert.Equal(Math.Sqrt((16 + 1) / 2.0), ExactTransport.Solve(a, b, Plane, 2).Value, 1e-14);
    }

    [Fact]
    public void A_cloud_against_one_point_costs_the_mean_distance() => Clouds.Triples.Sample(t =>
    {
        double[] point = Clouds.Point(t.B, 0);
        double mean = Enumerable.Range(0, t.A.Count).Sum(i => t.A.Weight(i) * t.Metric.Distance(Clouds.Point(t.A, i), point));
        var single = new PointCloud([.. point.Select(x => new[] { x })]);
        Assert.Equal(mean, ExactTransport.Solve(t.A, single, t.Metric).Value, 1e-12 * t.Scale);
    }, iter: 200);

    [Fact]
    public void Points_on_a_line_in_space_cost_what_sorting_says()
    {
        PointCloud a = Clouds.Uniform(137, 1, 7, weighted: true), b = Clouds.Uniform(90, 1, 8);
        double sorted = MarginalWasserstein.Line(a.Coordinates[0], a.Weights, b.Coordinates[0], b.Weights);
        double[] direction = [2.0 / 7, -3.0 / 7, 6.0 / 7];
        PointCloud Lift(PointCloud cloud) => Clouds.Mapped(cloud, p => [.. direction.Select(component => component * p[0] + 1)]);
        Assert.Equal(sorted, ExactTransport.Solve(Lift(a), Lift(b), GroundMetric.Euclidean(3)).Value, 1e-12);
    }

    [Fact]
    public void It_is_a_metric() => Clouds.Triples.Sample(t =>
    {
        foreach (int order in new[] { 1, 2 })
        {
            // An error of 1e-13 in a mean squared distance is one of 3e-7 in its root near zero.
            double slack = t.Scale * (order == 1 ? 1e-11 : 1e-5);
            double ab = ExactTransport.Solve(t.A, t.B, t.Metric, order).Value, ba = ExactTransport.Solve(t.B, t.A, t.Metric, order).Value;
            double bc = ExactTransport.Solve(t.B, t.C, t.Metric, order).Value, ac = ExactTransport.Solve(t.A, t.C, t.Metric, order).Value;
            Assert.Equal(ab, ba, slack);
            Assert.True(ac <= ab + bc + slack);
            Assert.Equal(0, ExactTransport.Solve(t.A, t.A, t.Metric, order).Value, slack);
        }
    }, iter: 400);

    [Fact]
    public void Its_dual_is_feasible_and_closes_the_gap() => Clouds.Triples.Sample(t => AssertOptimal(t.A, t.B, t.Metric, t.Scale, 1), iter: 400);

    [Fact]
    public void Where_all_points_coincide_there_is_a_plan_too() =>
        AssertOptimal(new PointCloud([[1, 1, 1], [2, 2, 2]], [0.5, 0.25, 0.25]), new PointCloud([[1, 1], [2, 2]]), Plane, 1, 1);

    [Fact]
    public void Problems_that_start_from_coarser_ones_are_optimal_too() => Clouds.TriplesUpTo(400).Sample(t =>
    {
        AssertOptimal(t.A, t.B, t.Metric, t.Scale, 1);
        AssertOptimal(t.A, t.B, t.Metric, t.Scale, 2);
    }, iter: 40);

    [Theory, InlineData(1, false, 2), InlineData(2, false, 2), InlineData(1, true, 2), InlineData(2, true, 4), InlineData(1, true, 3)]
    public void It_agrees_with_minimum_cost_flow(int order, bool periodic, int dimension)
    {
        PointCloud a = Clouds.Uniform(70, dimension, 11), b = Clouds.Uniform(70, dimension, 12);
        int[] supply = IntegerWeights(70, 13), demand = IntegerWeights(70, 14);
        a = new PointCloud(a.Coordinates, [.. supply.Select(mass => mass / (double)supply.Sum())]);
        b = new PointCloud(b.Coordinates, [.. demand.Select(mass => mass / (double)demand.Sum())]);
        GroundMetric metric = periodic ? new([.. Enumerable.Repeat(1.0, dimension)]) : GroundMetric.Euclidean(dimension);

        const double unit = 1e-9;
        var flow = new MinCostFlow();
        for (int i = 0; i < 70; i++)
        {
            flow.SetNodeSupply(i, supply[i]);
            flow.SetNodeSupply(70 + i, -demand[i]);
            for (int j = 0; j < 70; j++)
            {
                double distance = metric.Distance(Clouds.Point(a, i), Clouds.Point(b, j));
                flow.AddArcWithCapacityAndUnitCost(i, 70 + j, supply[i], (long)Math.Round((order == 1 ? distance : distance * distance) / unit));
            }
        }

        Assert.Equal(MinCostFlow.Status.OPTIMAL, flow.Solve());
        double value = ExactTransport.Solve(a, b, metric, order).Value;
        Assert.Equal(flow.OptimalCost() * unit / supply.Sum(), order == 1 ? value : value * value, unit);
    }

    [Fact]
    public void It_obeys_rigid_motions_and_scalings()
    {
        PointCloud a = Clouds.Uniform(200, 2, 15), b = Clouds.Uniform(160, 2, 16, weighted: true);
        double value = ExactTransport.Solve(a, b, Plane).Value;
        (double sine, double cosine) = Math.SinCos(1.1);
        double[] Move(double[] p) => [1e3 * (cosine * p[0] - sine * p[1]) + 5, 1e3 * (sine * p[0] + cosine * p[1]) - 7];
        Assert.Equal(1e3 * value, ExactTransport.Solve(Clouds.Mapped(a, Move), Clouds.Mapped(b, Move), Plane).Value, 1e-8);
    }

    [Fact]
    public void Far_clouds_of_different_shapes_are_certified_too()
    {
        PointCloud a = Clouds.Uniform(400, 2, 17);
        PointCloud clumps = Clouds.Mapped(Clouds.Uniform(400, 2, 18), p => [1e-3 * p[0] + 40, p[1] < 0.5 ? 1e-3 * p[1] : 1 + 1e-3 * p[1]]);
        TransportResult result = ExactTransport.Solve(a, clumps, Plane);
        Assert.Equal(result.Upper, result.Lower, 1e-10);
        Assert.InRange(result.Value, 39.4, 39.7); // the mean displacement is a lower bound, 39.5 within the sample's error, and the spread adds little
    }

    [Fact]
    public void Points_at_one_place_are_solved_as_one()
    {
        RandomStream random = Clouds.Stream(19);
        PointCloud a = Clouds.Uniform(60, 2, 20), b = Clouds.Uniform(70, 2, 21);
        (PointCloud manyA, PointCloud onceA) = Heaped(a, 2048, ref random);
        (PointCloud manyB, PointCloud onceB) = Heaped(b, 4096, ref random);
        TransportResult many = ExactTransport.Solve(manyA, manyB, Plane), once = ExactTransport.Solve(onceA, onceB, Plane);
        Assert.Equal(once.Value, many.Value, 1e-14);
        Assert.Equal(once.Method.Split(',')[2..], many.Method.Split(',')[2..]); // pivots and passes
        AssertOptimal(manyA, manyB, Plane, 1, 1);

        // Count points at random places of a cloud, and the places once with their multiplicities.
        static (PointCloud Many, PointCloud Once) Heaped(PointCloud cloud, int count, ref RandomStream random)
        {
            int[] places = new int[count];
            double[] weights = new double[cloud.Count];
            for (int k = 0; k < count; k++)
            {
                places[k] = random.NextInt(cloud.Count);
                weights[places[k]] += 1.0 / count;
            }

            return (new PointCloud([.. cloud.Coordinates.Select(values => Array.ConvertAll(places, place => values[place]))]), new PointCloud(cloud.Coordinates, weights));
        }
    }

    [Fact]
    public void The_bracket_is_rounded_outward() => Gen.ULong.Sample(seed =>
    {
        // A translation by (3, 4) k of integer coordinates costs 5 k exactly, whatever the weights.
        RandomStream random = Clouds.Stream(seed);
        int k = 1 + random.NextInt(1000);
        PointCloud cloud = Clouds.Mapped(Clouds.Uniform(1 + random.NextInt(60), 2, seed, weighted: true), p => [Math.Floor(1000 * p[0]), Math.Floor(1000 * p[1])]);
        PointCloud moved = Clouds.Permuted(Clouds.Mapped(cloud, p => [p[0] + 3 * k, p[1] + 4 * k]), seed);
        foreach (int order in new[] { 1, 2 })
        {
            TransportResult result = ExactTransport.Solve(cloud, moved, Plane, order);
            Assert.InRange(5.0 * k, result.Lower, result.Upper);
            DistanceResult bounds = PhaseSpaceWasserstein.Distance(cloud, moved, Plane, exactPoints: 0, cells: 10, order: order);
            Assert.InRange(5.0 * k, bounds.Lower, bounds.Upper);
        }
    }, iter: 300);

    [Fact]
    public void Costs_beyond_doubles_are_refused()
    {
        var far = new PointCloud([[0, 1e150], [0, 0]]);
        Assert.Throws<ArgumentException>(() => ExactTransport.Solve(far, new PointCloud([[1e149], [0]]), Plane, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTransport.SolveBounded(far, far, Plane, 0));
    }

    [Fact]
    public void An_order_other_than_one_or_two_and_a_wrong_dimension_are_refused()
    {
        PointCloud a = Clouds.Uniform(3, 2, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactTransport.Solve(a, a, Plane, 3));
        Assert.Throws<ArgumentException>(() => ExactTransport.Solve(a, Clouds.Uniform(3, 1, 1), Plane));
    }

    /// <summary>Potentials under every cost and a plan between the clouds that meet at one value prove it optimal.</summary>
    private static void AssertOptimal(PointCloud a, PointCloud b, GroundMetric metric, double scale, int order)
    {
        TransportResult result = ExactTransport.Solve(a, b, metric, order);
        Assert.InRange(result.Value, result.Lower, result.Upper);
        double unit = Math.Pow(scale, order), dual = 0, primal = 0;
        double Cost(int i, int j) => Math.Pow(metric.Distance(Clouds.Point(a, i), Clouds.Point(b, j)), order);
        for (int i = 0; i < a.Count; i++)
        {
            dual += a.Weight(i) * result.SourcePotentials[i];
            for (int j = 0; j < b.Count; j++)
            {
                double cost = Cost(i, j);
                Assert.True(result.SourcePotentials[i] + result.SinkPotentials[j] <= cost + 1e-13 * (unit + cost));
            }
        }

        for (int j = 0; j < b.Count; j++) dual += b.Weight(j) * result.SinkPotentials[j];
        double[] left = [.. Enumerable.Range(0, a.Count).Select(a.Weight)], missing = [.. Enumerable.Range(0, b.Count).Select(b.Weight)];
        foreach (TransportFlow flow in result.Plan)
        {
            Assert.True(flow.Mass > 0);
            left[flow.From] -= flow.Mass;
            missing[flow.To] -= flow.Mass;
            primal += flow.Mass * Cost(flow.From, flow.To);
        }

        Assert.All(left, mass => Assert.Equal(0, mass, 1e-14));
        Assert.All(missing, mass => Assert.Equal(0, mass, 1e-14));
        Assert.Equal(dual, primal, 2e-11 * unit);
        Assert.Equal(Math.Pow(result.Upper, order), primal, 1e-12 * unit);
        Assert.Equal(Math.Pow(result.Lower, order), dual, 2e-11 * unit);
    }

    private static int[] IntegerWeights(int count, ulong seed)
    {
        RandomStream random = Clouds.Stream(seed);
        int[] weights = [.. Enumerable.Repeat(1, count)];
        for (int mass = count; mass < 1000; mass++) weights[random.NextInt(count)]++;
        return weights;
    }
}
