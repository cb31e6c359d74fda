using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class LineEngineTests
{
    private static readonly ICommunicationWeight[] AllWeights =
        [new IndicatorWeight(1), new HatWeight(0.8), new WendlandWeight(1), new BumpWeight(1), new TruncatedCuckerSmaleWeight(1, 0.5), new RidgeWeight()];

    public static TheoryData<string, int, int> Clouds()
    {
        var data = new TheoryData<string, int, int>();
        foreach (string cloud in new[] { "random", "clustered", "coincident", "lattice" })
            foreach (int count in new[] { 2, 3, 7, 8, 9, 63, 64, 65, 300 })
                for (int weight = 0; weight < AllWeights.Length; weight++) data.Add(cloud, count, weight);
        return data;
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Steps_are_those_of_a_plain_sum_over_all_pairs(string cloud, int count, int weight)
    {
        foreach (Domain domain in new Domain[] { new Torus(1.0), new FreeSpace(1) })
        {
            SimulationSettings settings = Settings(domain, count, AllWeights[weight]);
            ParticleState start = Cloud(cloud, count, settings.Epsilon);
            double time = 6 * 0.25 * settings.Epsilon;
            var plain = new BruteForceLine(settings, start);
            ParticleState expected = plain.Advance(time);
            foreach (int block in new[] { 1 << 16, 16, 3 })
            {
                ParticleEngine engine = Engine(settings, start, block);
                engine.AdvanceTo(time);
                Assert.Equal(plain.Steps, engine.Steps);
                AssertClose(domain, expected, engine.State, 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(2.0, 1)]
    [InlineData(40.0, 1)]
    [InlineData(2.0, 1.7)]
    public void Thousands_in_reach_of_one_are_no_limit(double crowd, double mean)
    {
        // A cluster astride the seam, and others that the sweep meets inside.
        const int count = 1200;
        var settings = new SimulationSettings(new Torus(1.0), new WendlandWeight(1), 0.02, 0.01 / crowd);
        var random = new Random(5);
        var start = new ParticleState(1, count);
        for (int i = 0; i < count; i++)
        {
            double centre = (i % 4) switch { 0 => 0.999, 1 => 0.5, 2 => 0.515, _ => random.NextDouble() };
            start.Positions[0][i] = settings.Domain.Wrap(centre + 0.3 / crowd * (random.NextDouble() - 0.5), 0);
            start.Velocities[0][i] = mean + 2 * random.NextDouble() - 1;
        }

        var plain = new BruteForceLine(settings, start);
        ParticleState expected = plain.Advance(0.02);
        foreach (int block in new[] { 1 << 16, 350 })
        {
            ParticleEngine engine = Engine(settings, start, block);
            engine.AdvanceTo(0.02);
            Assert.Equal(plain.Steps, engine.Steps);
            AssertClose(settings.Domain, expected, engine.State, 1e-12);
        }
    }

    [Fact]
    public void Momentum_is_constant_and_energy_falls_whatever_the_weight()
    {
        foreach (ICommunicationWeight weight in AllWeights)
        {
            ParticleState start = Cloud("random", 5000, 1.0 / 5000);
            SimulationSettings settings = Settings(new Torus(1.0), start.Count, weight);
            ParticleEngine engine = Engine(settings, start, 1000);
            Observables first = ParticleObservables.Of(start), before = first;
            for (int k = 1; k <= 10; k++)
            {
                engine.AdvanceTo(10 * k * settings.Epsilon);
                Observables now = ParticleObservables.Of(engine.State);
                Assert.Equal(first.Momentum[0], now.Momentum[0], 2e-17 * engine.Steps);
                Assert.True(now.Energy < before.Energy);
                before = now;
            }
        }
    }

    [Theory]
    [InlineData(1)] // hat
    [InlineData(2)]
    [InlineData(3)]
    public void Steps_are_of_second_order(int weight)
    {
        SimulationSettings settings = Settings(new Torus(1.0), 200, AllWeights[weight]);
        ParticleState start = Cloud("random", 200, settings.Epsilon);
        double time = 3 * settings.Epsilon;
        ParticleState Run(double fraction)
        {
            ParticleEngine engine = Engine(settings with { StepFraction = fraction }, start, 1 << 16);
            engine.AdvanceTo(time);
            return engine.State;
        }

        ParticleState reference = Run(1.0 / 1024);
        double coarse = RootMeanSquare(reference, Run(1.0 / 16)), fine = RootMeanSquare(reference, Run(1.0 / 64));
        Assert.InRange(Math.Log(coarse / fine, 4), 1.8, 2.3);
    }

    [Fact]
    public void A_run_in_pieces_and_long_drifts_round_the_torus_are_the_same_run()
    {
        // The mean velocity carries everybody round five times; in the moving frame it is the same system.
        const double speed = 50;
        SimulationSettings settings = Settings(new Torus(1.0), 500, new WendlandWeight(1));
        ParticleState start = Cloud("random", 500, settings.Epsilon), moving = start.Clone();
        for (int i = 0; i < moving.Count; i++) moving.Velocities[0][i] += speed;
        ParticleEngine rest = Engine(settings, start, 1 << 16), carried = Engine(settings, moving, 50);
        rest.AdvanceTo(0.1);
        carried.AdvanceTo(0.1);
        Assert.Equal(rest.Steps, carried.Steps);
        ParticleState back = carried.State.Clone();
        for (int i = 0; i < back.Count; i++)
        {
            back.Positions[0][i] -= speed * 0.1;
            back.Velocities[0][i] -= speed;
        }

        // Velocities about 50 are rounded 64 times as coarsely as those about 0.
        AssertClose(settings.Domain, rest.State, back, 1e-9);
    }

    [Fact]
    public void Free_flight_is_exact_and_output_times_are_met()
    {
        ParticleState start = Cloud("random", 100, 0.01);
        SimulationSettings settings = Settings(new FreeSpace(1), 100, new WendlandWeight(1));
        ParticleEngine free = Engine(settings with { Coupling = 0 }, start, 10);
        free.AdvanceTo(1.5);
        free.AdvanceTo(2.5);
        Assert.Equal(2, free.Steps);
        for (int i = 0; i < start.Count; i++) Assert.Equal(start.Positions[0][i] + 2.5 * start.Velocities[0][i], free.State.Positions[0][i], 1e-14);
        ParticleEngine engine = Engine(settings, start, 10);
        foreach (double time in new[] { 0.1, 0.1, 0.1 + 1e-9, 1.0 / 3 })
        {
            engine.AdvanceTo(time);
            Assert.Equal(time, engine.Time);
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        SimulationSettings settings = Settings(new Torus(1.0), 5000, new WendlandWeight(1));
        ParticleState start = Cloud("random", 5000, settings.Epsilon);
        ParticleState Run(int threads)
        {
            using ParticleEngine engine = Engine(settings with { Threads = threads }, start, 300);
            engine.AdvanceTo(10 * settings.Epsilon);
            return engine.State;
        }

        ParticleState one = Run(1);
        foreach (int threads in new[] { 2, 3, 40 })
        {
            ParticleState more = Run(threads);
            Assert.Equal(one.Positions[0], more.Positions[0]);
            Assert.Equal(one.Velocities[0], more.Velocities[0]);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        foreach (Domain domain in new Domain[] { new Torus(1.0), new FreeSpace(1) })
        {
            SimulationSettings settings = Settings(domain, 2000, new WendlandWeight(1));
            ParticleEngine engine = Engine(settings, Cloud("random", 2000, settings.Epsilon), 500);
            engine.AdvanceTo(20 * settings.Epsilon);
            long steps = engine.Steps;
            double time = 20 * settings.Epsilon;
            Assert.Equal(0, Allocation.During(() => engine.AdvanceTo(time += 10 * settings.Epsilon)));
            Assert.True(engine.Steps > steps + 50);
        }
    }

    [Fact]
    public void A_cancelled_run_goes_on_where_it_was()
    {
        SimulationSettings settings = Settings(new Torus(1.0), 200, new WendlandWeight(1));
        ParticleState start = Cloud("random", 200, settings.Epsilon);
        using var source = new CancellationTokenSource();
        ParticleEngine engine = Engine(settings, start, 1 << 16), whole = Engine(settings, start, 1 << 16);
        Assert.Throws<OperationCanceledException>(() => engine.AdvanceTo(1, source.Token, _ => source.Cancel()));
        Assert.Equal(64, engine.Steps);
        engine.AdvanceTo(1);
        whole.AdvanceTo(1);
        Assert.Equal(1, engine.Time);
        AssertClose(settings.Domain, whole.State, engine.State, 1e-10);
    }

    [Fact]
    public void Whoever_holds_nothing_or_too_short_a_torus_is_told()
    {
        SimulationSettings settings = Settings(new Torus(1.0), 4, new WendlandWeight(1));
        Assert.Throws<ArgumentException>(() => Engine(settings with { Epsilon = 0.51 }, Cloud("random", 4, 0.2), 16));
        Assert.IsType<LineEngine<WendlandWeight>>(ParticleEngine.Create(settings, Cloud("random", 4, 0.2)));
        Assert.IsType<AlignmentPairEngine<WendlandWeight>>(ParticleEngine.Create(settings with { Epsilon = 0.51 }, Cloud("random", 4, 0.2)));
        ParticleEngine nobody = Engine(settings, new ParticleState(1, 0), 16);
        nobody.AdvanceTo(1);
        Assert.Equal(1, nobody.Time);
    }

    private static SimulationSettings Settings(Domain domain, int count, ICommunicationWeight weight) =>
        new(domain, weight, Math.Min(0.2, 1.07 / count), 1 / weight.Integral(1));

    private static ParticleEngine Engine(SimulationSettings settings, ParticleState state, int block) => settings.Weight switch
    {
        IndicatorWeight weight => new LineEngine<IndicatorWeight>(settings, weight, state, block),
        HatWeight weight => new LineEngine<HatWeight>(settings, weight, state, block),
        WendlandWeight weight => new LineEngine<WendlandWeight>(settings, weight, state, block),
        BumpWeight weight => new LineEngine<BumpWeight>(settings, weight, state, block),
        TruncatedCuckerSmaleWeight weight => new LineEngine<TruncatedCuckerSmaleWeight>(settings, weight, state, block),
        _ => new LineEngine<CustomWeight>(settings, new CustomWeight(settings.Weight), state, block),
    };

    private static ParticleState Cloud(string kind, int count, double epsilon)
    {
        var random = new Random(count);
        var state = new ParticleState(1, count);
        for (int i = 0; i < count; i++)
        {
            state.Positions[0][i] = kind switch
            {
                "lattice" => (i + 0.5) / count,
                "coincident" => 0.17 * random.Next(6),
                "clustered" => (0.99 + 0.2 * random.Next(5) + epsilon * random.NextDouble()) % 1.0,
                _ => random.NextDouble(),
            };
            state.Velocities[0][i] = 2 * random.NextDouble() - 1;
        }

        return state;
    }

    private static void AssertClose(Domain domain, ParticleState expected, ParticleState actual, double tolerance)
    {
        double distance = ParticleRuns.Distance(domain, expected, actual);
        Assert.True(distance < tolerance, $"The states differ by {distance}.");
    }

    private static double RootMeanSquare(ParticleState a, ParticleState b) =>
        Math.Sqrt(a.Velocities[0].Zip(b.Velocities[0], (v, w) => (v - w) * (v - w)).Average());

    /// <summary>A weight that is not largest at 0, which only the caller could bring.</summary>
    private readonly record struct RidgeWeight : ICommunicationWeight
    {
        public string Name => "ridge";

        public double SupportRadius => 1;

        public double Value(double squaredDistance) => squaredDistance < 1 ? (0.1 + squaredDistance) * (1 - squaredDistance) : 0;

        public double Integral(int dimension) => 2 * (0.1 * 2 / 3 + 1.0 / 3 - 1.0 / 5);

        public double EncounterIntegral(double impactParameter) => throw new NotSupportedException();
    }
}
