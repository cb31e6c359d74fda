using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>First-order systems: exact events against brute force, orders of accuracy, invariant measures, awkward starts.</summary>
public class FirstOrderEngineTests
{
    public static TheoryData<ICommunicationWeight> Continuous => [new HatWeight(1), new WendlandWeight(1.3), new BumpWeight(1), new TruncatedCuckerSmaleWeight(1.5, 0.5)];

    [Theory]
    [InlineData(true, 1.0)]
    [InlineData(false, 1.0)]
    [InlineData(true, 2.7)]
    public void Exact_events_agree_with_a_brute_force_search_for_the_next_crossing(bool periodic, double radius)
    {
        const int N = 40;
        Domain domain = periodic ? new Torus(N) : new FreeSpace(1);
        for (ulong seed = 1; seed <= 6; seed++)
        {
            double[] start = Uniform(N, N, seed);
            FirstOrderEngine engine = Start(domain, new IndicatorWeight(radius), start);
            double[] expected = BruteForceCrossings(start, radius, periodic ? N : double.PositiveInfinity, 5);
            engine.AdvanceTo(5);
            for (int i = 0; i < N; i++)
            {
                Assert.Equal(0, domain.ShortestDifference(engine.State.Positions[0][i] - expected[i], 0), 1e-9);
                Assert.Equal(Neighbours(engine.State.Positions[0], i, domain, radius), engine.State.Velocities[0][i]);
            }
        }
    }

    [Fact]
    public void Looking_at_a_run_of_exact_events_does_not_change_it_by_a_bit()
    {
        double[] start = Uniform(300, 300, 3);
        FirstOrderEngine once = Start(new Torus(300), new IndicatorWeight(1), start), often = Start(new Torus(300), new IndicatorWeight(1), start);
        once.AdvanceTo(20);
        for (int k = 1; k <= 97; k++) often.AdvanceTo(20 * k / 97.0);
        Assert.Equal(once.State.Positions[0], often.State.Positions[0]);
    }

    [Fact]
    public void Exact_events_run_back_to_their_start()
    {
        // x -> -x and t -> -t leave the system as it is. Encounters amplify rounding by a factor that grows with time, so the time is short.
        double[] start = Uniform(200, 200, 5);
        FirstOrderEngine there = Start(new Torus(200), new IndicatorWeight(1), start);
        there.AdvanceTo(6);
        FirstOrderEngine back = Start(new Torus(200), new IndicatorWeight(1), [.. there.State.Positions[0].Select(x => 200 - x)]);
        back.AdvanceTo(6);
        var circle = new Torus(200);
        for (int i = 0; i < start.Length; i++) Assert.Equal(0, circle.ShortestDifference(200 - back.State.Positions[0][i] - start[i], 0), 1e-7);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void The_Poisson_state_keeps_its_mean_speed_for_a_thousand_units_by_exact_events(double density)
    {
        const int N = 600;
        FirstOrderEngine engine = Start(new Torus(N / density), new IndicatorWeight(1), Uniform(N, N / density, 11));
        // The mean over N particles and over well-separated times; its deviation at one time is sqrt(Phi rho / N) times a number near 2.
        double mean = 0;
        const int Times = 10;
        for (int k = 1; k <= Times; k++)
        {
            engine.AdvanceTo((900 + 10 * k) / density);
            mean += engine.State.Velocities[0].Average() / Times;
        }

        Assert.Equal(2 * density, mean, 0.06 * 2 * density);
    }

    [Theory]
    [MemberData(nameof(Continuous))]
    public void The_Poisson_state_keeps_its_mean_speed_for_a_thousand_units_by_pair_splitting(ICommunicationWeight weight)
    {
        const int N = 400;
        FirstOrderEngine engine = Start(new Torus(N), weight, Uniform(N, N, 13), fraction: 1); // the longest step that is allowed
        double mean = 0;
        const int Times = 20;
        for (int k = 1; k <= Times; k++)
        {
            engine.AdvanceTo(900 + 5 * k);
            mean += engine.State.Velocities[0].Average() / Times;
        }

        Assert.Equal(weight.Integral(1), mean, 0.1 * weight.Integral(1));
    }

    [Fact]
    public void Pair_splitting_keeps_volume()
    {
        // The determinant of the map's derivative, by central differences, for few particles in range of each other.
        const int N = 7;
        const double Step = 1e-6;
        double[] start = Uniform(N, 3, 31);
        double[] End(double[] from)
        {
            FirstOrderEngine engine = Start(new FreeSpace(1), new BumpWeight(1.5), from, FirstOrderIntegrator.PairSplitting, 1);
            engine.AdvanceTo(2);
            return [.. engine.State.Positions[0]];
        }

        var derivative = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(N, N);
        for (int j = 0; j < N; j++)
        {
            double[] ahead = End([.. start.Select((x, i) => i == j ? x + Step : x)]), behind = End([.. start.Select((x, i) => i == j ? x - Step : x)]);
            for (int i = 0; i < N; i++) derivative[i, j] = (ahead[i] - behind[i]) / (2 * Step);
        }

        Assert.True((derivative - MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseIdentity(N)).L2Norm() > 1, "The map is no mere shift.");
        Assert.Equal(1, derivative.Determinant(), 1e-5);
    }

    [Fact]
    public void Explicit_Euler_gathers_the_particles()
    {
        const int N = 200;
        FirstOrderEngine engine = Start(new Torus(N), new HatWeight(1), Uniform(N, N, 13), FirstOrderIntegrator.Euler);
        engine.AdvanceTo(16);
        Assert.True(engine.State.Velocities[0].Average() > 2, "Explicit Euler is expected to double the mean speed by tau = 16.");
    }

    [Theory]
    [InlineData("bump", FirstOrderIntegrator.RungeKutta, 4)]
    [InlineData("wendland", FirstOrderIntegrator.RungeKutta, 3)]
    [InlineData("hat", FirstOrderIntegrator.RungeKutta, 2)]
    [InlineData("bump", FirstOrderIntegrator.PairSplitting, 2)]
    [InlineData("wendland", FirstOrderIntegrator.PairSplitting, 2)]
    [InlineData("hat", FirstOrderIntegrator.PairSplitting, 2)]
    [InlineData("bump", FirstOrderIntegrator.Euler, 1)]
    public void Integrators_have_the_order_that_the_weight_allows(string kind, FirstOrderIntegrator integrator, double order)
    {
        // A corner of phi in r costs two orders locally at each crossing, one of which comes back from their number; a jump of phi'' one.
        ICommunicationWeight weight = kind switch { "bump" => new BumpWeight(2), "wendland" => new WendlandWeight(2), _ => new HatWeight(2) };
        const int N = 60;
        double[] start = [.. Uniform(N, 40, 17)];
        double[] Positions(double fraction)
        {
            FirstOrderEngine engine = Start(new Torus(40), weight, start, fraction < 0.005 ? FirstOrderIntegrator.RungeKutta : integrator, fraction);
            engine.AdvanceTo(1);
            return [.. engine.State.Positions[0]];
        }

        double[] finest = Positions(0.001);
        double coarse = Error(Positions(0.25)), fine = Error(Positions(0.25 / 16));
        double observed = Math.Log(coarse / fine) / Math.Log(16);
        Assert.True(observed > order - 0.4 && (order > 2 || observed < order + 0.8), $"{kind}: order {observed} from {coarse} and {fine}");

        double Error(double[] positions) => Math.Sqrt(positions.Zip(finest, (a, b) => Math.Pow(a - b, 2)).Average());
    }

    [Fact]
    public void Runge_Kutta_in_small_steps_follows_exact_events()
    {
        // Two independent methods on the same system: the indicator, in steps small enough for a short time.
        double[] start = Uniform(50, 50, 23);
        FirstOrderEngine exact = Start(new Torus(50), new IndicatorWeight(1), start), steps = Start(new Torus(50), new IndicatorWeight(1), start, FirstOrderIntegrator.RungeKutta, 5e-4);
        exact.AdvanceTo(2);
        steps.AdvanceTo(2);
        var circle = new Torus(50);
        for (int i = 0; i < 50; i++) Assert.Equal(0, circle.ShortestDifference(exact.State.Positions[0][i] - steps.State.Positions[0][i], 0), 2e-2);
    }

    [Fact]
    public void A_lattice_of_spacing_eps_R_has_no_neighbours_and_one_just_finer_has_two()
    {
        foreach (double shift in (double[])[0, 0.1, 1.0 / 3, 0.7])
        {
            FirstOrderEngine exactly = Start(new Torus(1), new IndicatorWeight(1), [.. Enumerable.Range(0, 37).Select(i => (i + shift) / 37)], epsilon: 1.0 / 37);
            exactly.AdvanceTo(1);
            Assert.All(exactly.State.Velocities[0], speed => Assert.Equal(0, speed));
            FirstOrderEngine finer = Start(new Torus(1), new IndicatorWeight(1.001), [.. Enumerable.Range(0, 37).Select(i => (i + shift) / 37)], epsilon: 1.0 / 37);
            finer.AdvanceTo(1);
            Assert.All(finer.State.Velocities[0], speed => Assert.Equal(2, speed));
        }
    }

    [Fact]
    public void Coincident_particles_with_the_same_neighbours_stay_together()
    {
        FirstOrderEngine engine = Start(new FreeSpace(1), new IndicatorWeight(1), [0, 0, 0, 5]);
        engine.AdvanceTo(1.75);
        Assert.Equal([3.5, 3.5, 3.5, 5], engine.State.Positions[0]);
        engine.AdvanceTo(2.25); // at 2 the fourth comes into range
        Assert.True(engine.State.Velocities[0][3] > 0);
    }

    [Fact]
    public void Self_interaction_moves_every_particle_by_phi_of_zero_besides()
    {
        foreach (ICommunicationWeight weight in (ICommunicationWeight[])[new IndicatorWeight(1), new HatWeight(1)])
        {
            double[] start = Uniform(30, 30, 2);
            FirstOrderEngine without = Start(new Torus(30), weight, start), with = FirstOrderEngine.Create(
                new FirstOrderSettings(new Torus(30), weight, 1, 1, SelfInteraction: true), State(start));
            without.AdvanceTo(1.5);
            with.AdvanceTo(1.5);
            var circle = new Torus(30);
            for (int i = 0; i < 30; i++)
            {
                Assert.Equal(0, circle.ShortestDifference(with.State.Positions[0][i] - without.State.Positions[0][i] - 1.5, 0), 1e-9);
                Assert.Equal(without.State.Velocities[0][i] + 1, with.State.Velocities[0][i], 1e-9);
            }
        }
    }

    [Fact]
    public void Exact_events_run_from_lattices_coincident_points_and_every_sampling()
    {
        const int N = 256;
        double[][] starts =
        [
            [.. Enumerable.Range(0, N).Select(i => (double)(i / 2 * 2))], // pairs of coincident particles on a lattice
            [.. Enumerable.Range(0, N).Select(i => i % 16 / 2.0)], // sixteenfold coincidence
            [.. Enumerable.Range(0, N).Select(i => i / 8.0)], // many exact distances at once
            [.. Enumerable.Range(0, N).Select(i => 0.5 * i * i / N)], // a lattice of varying density
        ];
        foreach (double[] start in starts)
            foreach (Domain domain in (Domain[])[new FreeSpace(1), new Torus(N)])
            {
                FirstOrderEngine engine = Start(domain, new IndicatorWeight(1), start);
                engine.AdvanceTo(3);
                Assert.All(engine.State.Positions[0], x => Assert.True(double.IsFinite(x)));
                FirstOrderEngine again = Start(domain, new IndicatorWeight(1), start);
                again.AdvanceTo(3);
                Assert.Equal(engine.State.Positions[0], again.State.Positions[0]);
            }
    }

    [Fact]
    public void Noise_alone_spreads_like_a_Brownian_motion()
    {
        // Coupling 0: the variance of x(t) - x(0) is 2 nu t.
        const int N = 4000;
        var settings = new FirstOrderSettings(new FreeSpace(1), new IndicatorWeight(1), 0.1, 0, Noise: 0.3, NoiseStream: Stream(4));
        FirstOrderEngine engine = FirstOrderEngine.Create(settings, State([.. Enumerable.Range(0, N).Select(i => 10.0 * i)]));
        engine.AdvanceTo(0.5);
        double[] moves = [.. engine.State.Positions[0].Select((x, i) => x - 10.0 * i)];
        double variance = moves.Average(x => x * x), fourth = moves.Average(x => x * x * x * x);
        Assert.Equal(0.3, variance, 4 * 0.3 * Math.Sqrt(2.0 / N));
        Assert.Equal(3 * variance * variance, fourth, 4 * 0.09 * Math.Sqrt(96.0 / N));
    }

    [Fact]
    public void Halved_steps_follow_the_same_Brownian_paths()
    {
        // Without interaction the whole and the halved steps end at the same points, up to rounding; with it Euler-Maruyama converges strongly.
        double[] start = Uniform(50, 5, 3);
        double[] Ends(double coupling, double fraction, bool halved)
        {
            var settings = new FirstOrderSettings(new FreeSpace(1), new WendlandWeight(1), 0.1, coupling, StepFraction: fraction, Noise: 0.01, NoiseStream: Stream(6), HalvedNoiseSteps: halved);
            FirstOrderEngine engine = FirstOrderEngine.Create(settings, State(start));
            engine.AdvanceTo(0.1);
            engine.AdvanceTo(0.3);
            return [.. engine.State.Positions[0]];
        }

        double[] whole = Ends(0, 0.25, false), half = Ends(0, 0.25, true);
        for (int i = 0; i < 50; i++) Assert.Equal(whole[i], half[i], 1e-12);
        double Difference(double fraction) => Ends(1, fraction, false).Zip(Ends(1, fraction, true), (a, b) => Math.Abs(a - b)).Average();
        Assert.True(Difference(0.05) < 0.4 * Difference(0.2), $"{Difference(0.05)} against {Difference(0.2)}");
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        FirstOrderSettings[] settings =
        [
            new(new Torus(200), new IndicatorWeight(1), 1, 1), new(new Torus(200), new HatWeight(1), 1, 1), new(new Torus(200), new HatWeight(1), 1, 1, FirstOrderIntegrator.RungeKutta),
            new(new Torus(200), new HatWeight(1), 1, 1, Noise: 0.1, NoiseStream: Stream(1), HalvedNoiseSteps: true),
        ];
        foreach (FirstOrderSettings setting in settings)
        {
            FirstOrderEngine engine = FirstOrderEngine.Create(setting, State(Uniform(200, 200, 1)));
            engine.AdvanceTo(1);
            double time = 1;
            Assert.Equal(0, Allocation.During(() => engine.AdvanceTo(time += 2)));
        }
    }

    [Fact]
    public void A_run_can_be_stopped_and_goes_on()
    {
        double[] start = Uniform(2000, 2000, 1);
        FirstOrderEngine engine = Start(new Torus(2000), new IndicatorWeight(1), start), whole = Start(new Torus(2000), new IndicatorWeight(1), start);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => engine.AdvanceTo(50, stop.Token, _ => stop.Cancel()));
        Assert.InRange(engine.Time, 0, 50);
        engine.AdvanceTo(50);
        whole.AdvanceTo(50);
        Assert.Equal(whole.State.Positions[0], engine.State.Positions[0]);
    }

    [Fact]
    public void Wrong_settings_are_refused()
    {
        ParticleState state = State([0.1, 0.2]);
        Assert.Throws<ArgumentException>(() => FirstOrderEngine.Create(new(new Torus(1), new IndicatorWeight(1), 0.5, 1), state));
        Assert.Throws<ArgumentException>(() => FirstOrderEngine.Create(new(new FreeSpace(2), new IndicatorWeight(1), 0.5, 1), state));
        Assert.Throws<ArgumentException>(() => FirstOrderEngine.Create(new(new FreeSpace(1), new HatWeight(1), 0.5, 1, FirstOrderIntegrator.ExactEvents), state));
        Assert.Throws<ArgumentException>(() => FirstOrderEngine.Create(new(new FreeSpace(1), new HatWeight(1), 0.5, 1, FirstOrderIntegrator.RungeKutta, Noise: 1), state));
        Assert.Throws<ArgumentException>(() => FirstOrderEngine.Create(new(new FreeSpace(1), new HatWeight(1), 0.5, 1), State([double.NaN])));
        Assert.Throws<ArgumentOutOfRangeException>(() => FirstOrderEngine.Create(new(new FreeSpace(1), new HatWeight(1), 0, 1), state));
        Assert.Throws<ArgumentOutOfRangeException>(() => FirstOrderEngine.Create(new(new FreeSpace(1), new HatWeight(1), 0.5, 1, StepFraction: 0), state));
        Assert.Throws<ArgumentOutOfRangeException>(() => Start(new FreeSpace(1), new IndicatorWeight(1), [0, 1]).AdvanceTo(-1));
    }

    private static RandomStream Stream(ulong seed) => RandomStream.For(seed, 0, 0, StreamPurpose.Test);

    private static double[] Uniform(int count, double length, ulong seed)
    {
        RandomStream stream = Stream(seed);
        double[] points = new double[count];
        for (int i = 0; i < count; i++) points[i] = length * stream.NextDouble();
        return points;
    }

    private static ParticleState State(double[] positions)
    {
        var state = new ParticleState(1, positions.Length);
        positions.CopyTo(state.Positions[0], 0);
        return state;
    }

    private static FirstOrderEngine Start(
        Domain domain, ICommunicationWeight weight, double[] start, FirstOrderIntegrator integrator = FirstOrderIntegrator.Auto, double fraction = 0.25, double epsilon = 1) =>
        FirstOrderEngine.Create(new FirstOrderSettings(domain, weight, epsilon, 1, integrator, fraction), State(start));

    private static int Neighbours(double[] x, int particle, Domain domain, double radius) =>
        Enumerable.Range(0, x.Length).Count(j => j != particle && Math.Abs(domain.ShortestDifference(x[j] - x[particle], 0)) < radius);

    // All pairs, every time: the next crossing of any pair, straight motion up to it.
    private static double[] BruteForceCrossings(double[] start, double radius, double period, double time)
    {
        double[] x = [.. start];
        int n = x.Length;
        bool[,] near = new bool[n, n];
        int[] count = new int[n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (i != j && Math.Abs(Shortest(x[j] - x[i])) < radius)
                {
                    near[i, j] = true;
                    count[i]++;
                }

        for (double now = 0; ;)
        {
            double next = time - now;
            (int I, int J) pair = (-1, -1);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < i; j++)
                {
                    double closing = count[i] - count[j];
                    if (closing == 0) continue;
                    double distance = Shortest(x[j] - x[i]), ahead = closing > 0 ? distance : -distance;
                    double speed = Math.Abs(closing), crossing;
                    if (near[i, j]) crossing = (ahead + radius) / speed;
                    else
                    {
                        if (ahead < 0) ahead += period;
                        if (double.IsInfinity(ahead)) continue;
                        crossing = (ahead - radius) / speed;
                    }

                    crossing = Math.Max(0, crossing);
                    if (crossing < next) (next, pair) = (crossing, (i, j));
                }

            for (int i = 0; i < n; i++) x[i] += next * count[i];
            now += next;
            if (pair.I < 0) return x;
            bool enters = !near[pair.I, pair.J];
            near[pair.I, pair.J] = near[pair.J, pair.I] = enters;
            count[pair.I] += enters ? 1 : -1;
            count[pair.J] += enters ? 1 : -1;
        }

        double Shortest(double difference) => double.IsInfinity(period) ? difference : difference - period * Math.Round(difference / period);
    }
}
