using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class ParticleEngineTests
{
    private static readonly ICommunicationWeight[] AllWeights =
        [new IndicatorWeight(1), new HatWeight(1.3), new WendlandWeight(1), new BumpWeight(2), new TruncatedCuckerSmaleWeight(1, 0.5), new ParabolaWeight()];

    public static TheoryData<int, int> EveryWeightInEveryDimension()
    {
        var data = new TheoryData<int, int>();
        for (int dimension = 1; dimension <= 3; dimension++)
            for (int k = 0; k < AllWeights.Length; k++) data.Add(dimension, k);
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryWeightInEveryDimension))]
    public void Momentum_stays_energy_falls_and_velocities_stay_in_their_hull(int dimension, int weight)
    {
        const int count = 300;
        ParticleState start = ParticleRuns.Uniform(dimension, count, 11);
        ParticleEngine engine = ParticleEngine.Create(ParticleRuns.Paper(ParticleRuns.Unit(dimension), count, AllWeights[weight]), start);
        Observables first = ParticleObservables.Of(engine.State), before = first;
        (double[] lowest, double[] highest) = Hull(engine.State);
        for (int k = 1; k <= 8; k++)
        {
            engine.AdvanceTo(0.05 * k);
            Observables now = ParticleObservables.Of(engine.State);

            // Each exchange rounds either velocity by half an ulp at most, at random: far below one ulp of 1 on the mean of 300.
            for (int axis = 0; axis < dimension; axis++) Assert.Equal(first.Momentum[axis], now.Momentum[axis], 1e-15);
            Assert.True(now.Energy < before.Energy, $"energy {before.Energy} -> {now.Energy}");
            (double[] low, double[] high) = Hull(engine.State);
            for (int axis = 0; axis < dimension; axis++)
            {
                Assert.True(low[axis] >= lowest[axis] - 1e-15 && high[axis] <= highest[axis] + 1e-15);
            }

            (before, lowest, highest) = (now, low, high);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Momentum_of_many_particles_is_constant_to_round_off(int dimension)
    {
        const int count = 20_000;
        ParticleState start = ParticleRuns.Uniform(dimension, count, 12);
        SimulationSettings settings = ParticleRuns.Paper(ParticleRuns.Unit(dimension), count, new WendlandWeight(1));
        Observables end = ParticleObservables.Of(ParticleRuns.Advance(settings, start, 20 * settings.Epsilon));
        Observables begin = ParticleObservables.Of(start);
        for (int axis = 0; axis < dimension; axis++) Assert.Equal(begin.Momentum[axis], end.Momentum[axis], 1e-16 * 20);
        Assert.True(end.Energy < begin.Energy);
    }

    /// <summary>Whole runs with the vector engines, the tree and brute force: the order of the sums differs, the sums do not.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_neighbour_search_changes_rounding_only(int dimension)
    {
        // 5000 particles are enough for the ordering by space to take part.
        foreach (int count in new[] { 2, 3, 8, 150, dimension == 2 ? 5000 : 600 })
        {
            foreach (Domain domain in new Domain[] { ParticleRuns.Unit(dimension), new FreeSpace(dimension) })
            {
                foreach (ICommunicationWeight weight in AllWeights)
                {
                    if (count == 5000 && weight is not WendlandWeight) continue;
                    ParticleState start = ParticleRuns.Uniform(dimension, count, 3);
                    SimulationSettings settings = ParticleRuns.Paper(domain, count, weight);
                    double time = Math.Min(0.3, (count < 5000 ? 4 : 0.75) * settings.Epsilon);
                    ParticleState brute = ParticleRuns.Advance(settings with { Neighbours = NeighbourSearchKind.BruteForce }, start, time);
                    foreach (NeighbourSearchKind kind in new[] { NeighbourSearchKind.Auto, NeighbourSearchKind.CellGrid, NeighbourSearchKind.KdTree })
                    {
                        ParticleState other = ParticleRuns.Advance(settings with { Neighbours = kind }, start, time);
                        Assert.InRange(ParticleRuns.Distance(domain, brute, other), 0, 1e-13);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_number_of_threads_does_not_change_a_bit(int dimension)
    {
        foreach (int count in new[] { 2, 7, 150, 20_000 })
        {
            foreach (Domain domain in new Domain[] { ParticleRuns.Unit(dimension), new FreeSpace(dimension) })
            {
                foreach (ICommunicationWeight weight in new ICommunicationWeight[] { new WendlandWeight(1.2), new TruncatedCuckerSmaleWeight(1, 0.5) })
                {
                    ParticleState start = ParticleRuns.Uniform(dimension, count, 3);
                    SimulationSettings settings = ParticleRuns.Paper(domain, count, weight);
                    double time = Math.Min(0.2, 3 * settings.Epsilon);
                    ParticleState one = ParticleRuns.Advance(settings, start, time);
                    foreach (int threads in new[] { 2, 5 })
                    {
                        ParticleState several = ParticleRuns.Advance(settings with { Threads = threads }, start, time);
                        for (int axis = 0; axis < dimension; axis++)
                        {
                            Assert.Equal(one.Positions[axis], several.Positions[axis]);
                            Assert.Equal(one.Velocities[axis], several.Velocities[axis]);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Rows thinned out by stragglers, a cluster of thousands within one reach, coincident particles, and particles on the faces of the box.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Clusters_stragglers_and_coincident_particles_are_no_special_case(int dimension)
    {
        const int count = 700;
        ParticleState start = ParticleRuns.Uniform(dimension, count, 17);
        for (int axis = 0; axis < dimension; axis++)
        {
            double[] x = start.Positions[axis];
            for (int i = 0; i < 400; i++) x[i] = 0.5 + 1e-3 * x[i];
            for (int i = 400; i < 420; i++) x[i] = 0.25;
            for (int i = 420; i < 440; i++) x[i] = i % 3 == 0 ? 0 : i % 3 == 1 ? Math.BitDecrement(1.0) : 0.5;
        }

        for (int i = 440; i < 450; i++) start.Positions[0][i] = 4.0 * (i - 445);
        foreach (Domain domain in new Domain[] { ParticleRuns.Unit(dimension), new FreeSpace(dimension) })
        {
            SimulationSettings settings = ParticleRuns.Paper(domain, count, new WendlandWeight(1));
            ParticleState brute = ParticleRuns.Advance(settings with { Neighbours = NeighbourSearchKind.BruteForce }, start, 0.05);
            ParticleState rows = ParticleRuns.Advance(settings with { Neighbours = NeighbourSearchKind.CellGrid }, start, 0.05);
            Assert.InRange(ParticleRuns.Distance(domain, brute, rows), 0, 3e-12); // stragglers at 20, a few hundred steps
        }
    }

    [Fact]
    public void A_cloud_of_stragglers_is_searched_by_the_tree()
    {
        var domain = new FreeSpace(2);
        ParticleState start = ParticleRuns.Uniform(2, 4000, 5);
        for (int i = 0; i < 40; i++) start.Positions[0][i] = 1e4 * i;
        SimulationSettings settings = ParticleRuns.Paper(domain, 4000, new WendlandWeight(1));
        using ParticleEngine clustered = ParticleEngine.Create(settings, start);
        clustered.AdvanceTo(1e-3);
        Assert.StartsWith("kd-tree", clustered.NeighbourSearchUsed, StringComparison.Ordinal);
        using ParticleEngine even = ParticleEngine.Create(settings, ParticleRuns.Uniform(2, 4000, 5));
        Assert.StartsWith("cell-grid", even.NeighbourSearchUsed, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_times_are_reached_exactly_and_free_flight_is_one_step()
    {
        ParticleState start = ParticleRuns.Uniform(2, 50, 4);
        SimulationSettings settings = ParticleRuns.Paper(ParticleRuns.Unit(2), 50, new WendlandWeight(1));
        ParticleEngine engine = ParticleEngine.Create(settings, start);
        foreach (double time in new[] { 0.1, 0.1, 0.1 + 1e-9, 1.0 / 3 })
        {
            engine.AdvanceTo(time);
            Assert.Equal(time, engine.Time);
        }

        var domain = new FreeSpace(2);
        ParticleEngine free = ParticleEngine.Create(settings with { Domain = domain, Coupling = 0 }, start);
        free.AdvanceTo(2.5);
        Assert.Equal(1, free.Steps);
        for (int i = 0; i < start.Count; i++)
            Assert.Equal(start.Positions[1][i] + 2.5 * start.Velocities[1][i], free.State.Positions[1][i], 1e-15);
    }

    [Fact]
    public void One_particle_none_and_a_flock_at_one_velocity_fly_straight()
    {
        foreach (int count in new[] { 0, 1, 40 })
        {
            ParticleState start = ParticleRuns.Uniform(2, count, 5);
            Array.Fill(start.Velocities[0], 0.75);
            Array.Fill(start.Velocities[1], -0.5);
            Torus domain = ParticleRuns.Unit(2);
            ParticleState end = ParticleRuns.Advance(ParticleRuns.Paper(domain, Math.Max(count, 1), new WendlandWeight(1)), start, 0.9);
            ParticleState expected = start.Clone();
            for (int i = 0; i < count; i++)
            {
                expected.Positions[0][i] += 0.9 * 0.75;
                expected.Positions[1][i] -= 0.9 * 0.5;
            }

            Assert.True(ParticleRuns.Distance(domain, expected, end) < 1e-14);
        }
    }

    [Fact]
    public void A_warm_step_allocates_nothing()
    {
        foreach (NeighbourSearchKind kind in Enum.GetValues<NeighbourSearchKind>())
        {
            SimulationSettings settings = ParticleRuns.Paper(ParticleRuns.Unit(2), 500, new WendlandWeight(1)) with { Neighbours = kind };
            using ParticleEngine engine = ParticleEngine.Create(settings, ParticleRuns.Uniform(2, 500, 6));
            engine.AdvanceTo(0.1);
            long steps = engine.Steps;
            double time = 0.1;
            Assert.Equal(0, Allocation.During(() => engine.AdvanceTo(time += 0.05)));
            Assert.True(engine.Steps > steps + 4);
        }
    }

    [Fact]
    public void A_cancelled_run_stops_whole_and_goes_on_where_it_was()
    {
        SimulationSettings settings = ParticleRuns.Paper(ParticleRuns.Unit(1), 200, new WendlandWeight(1));
        ParticleState start = ParticleRuns.Uniform(1, 200, 7);
        using var source = new CancellationTokenSource();
        ParticleEngine engine = ParticleEngine.Create(settings, start);
        long reported = 0;
        Assert.Throws<OperationCanceledException>(() => engine.AdvanceTo(1, source.Token, progress =>
        {
            reported = progress.Steps;
            source.Cancel();
        }));
        Assert.Equal(64, reported);
        Assert.Equal(64, engine.Steps);
        Assert.InRange(engine.Time, 1e-3, 0.99);
        engine.AdvanceTo(1);
        ParticleState whole = ParticleRuns.Advance(settings, start, 1);
        Assert.Equal(whole.Positions[0], engine.State.Positions[0]);
    }

    [Fact]
    public void What_makes_no_run_is_refused()
    {
        SimulationSettings settings = ParticleRuns.Paper(ParticleRuns.Unit(1), 3, new WendlandWeight(1));
        ParticleState state = ParticleRuns.Uniform(1, 3, 8);
        Assert.Throws<ArgumentOutOfRangeException>(() => ParticleEngine.Create(settings with { Epsilon = 0 }, state));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParticleEngine.Create(settings with { Coupling = double.NaN }, state));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParticleEngine.Create(settings with { StepFraction = 1.5 }, state));
        Assert.Throws<ArgumentException>(() => ParticleEngine.Create(settings, ParticleRuns.Uniform(2, 3, 8)));
        state.Velocities[0][1] = double.NaN;
        Assert.Throws<ArgumentException>(() => ParticleEngine.Create(settings, state));
        ParticleEngine engine = ParticleEngine.Create(settings, ParticleRuns.Uniform(1, 3, 8));
        engine.AdvanceTo(0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.AdvanceTo(0.4));
    }

    private static (double[] Lowest, double[] Highest) Hull(ParticleState state) =>
        ([.. state.Velocities.Select(axis => axis.Min())], [.. state.Velocities.Select(axis => axis.Max())]);

    /// <summary>A weight the engine does not know by type.</summary>
    private readonly record struct ParabolaWeight : ICommunicationWeight
    {
        public string Name => "parabola";

        public double SupportRadius => 1;

        public double Value(double squaredDistance) => squaredDistance < 1 ? 1 - squaredDistance : 0;

        public double Integral(int dimension) => dimension switch { 1 => 4.0 / 3, 2 => Math.PI / 2, _ => 8 * Math.PI / 15 };

        public double EncounterIntegral(double impactParameter) => 4.0 / 3 * Math.Pow(1 - impactParameter * impactParameter, 1.5);
    }
}
