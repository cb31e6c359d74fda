using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class InitialStateTests
{
    private const int Samples = 40_000;

    public static TheoryData<InitialState> States =>
    [
        Box1, Gaussian2,
        ProductState.UniformBox([0.5, 0.5, 0], [1, 1, 2], [1, 0, -1], [2, 1, 0.5]),
        MixtureState.TwoStreams([0.5], [1], [0.2], [0.5], 2.0),
        MixtureState.TwoStreams([0.5, 0], [1, 1], [0, 0], [1, 1], 0.5),
        new MixtureState([1, 3], [Box1, ProductState.Gaussian([0], [1], [1], [0.5], 4)]),
        new MonoKineticState([new UniformMarginal(-1, 2)], new MinusIdentityField()),
        new MonoKineticState([new TruncatedGaussianMarginal(0, 1, -1, 2), new UniformMarginal(0, 1)], new SineField(-0.7, 3)),
        Cloud(1, 500), Cloud(2, 700),
    ];

    private static ProductState Box1 => ProductState.UniformBox([0.25], [0.5], [1], [2]);

    private static ProductState Gaussian2 => ProductState.Gaussian([1, -1], [0.3, 0.4], [0.5, 0], [1, 0.6], 3);

    [Theory, MemberData(nameof(States))]
    public void Moments_and_support_are_those_of_the_samples(InitialState state)
    {
        int d = state.Dimension;
        (double[][] x, double[][] v) = Sample(state, Samples);
        for (int k = 0; k < d; k++)
        {
            Assert.Equal(state.MeanVelocity[k], v[k].Average(), 6 * Math.Sqrt(state.Temperature / Samples) + 1e-12);
            Assert.All(x[k], value => Assert.InRange(value, state.Support[k].From, state.Support[k].To));
            Assert.All(v[k], value => Assert.InRange(value, state.Support[d + k].From, state.Support[d + k].To));
        }

        double radius = 0, spread = 0, temperature = 0;
        for (int i = 0; i < Samples; i++)
        {
            double squares = 0, relative = 0;
            for (int k = 0; k < d; k++)
            {
                squares += v[k][i] * v[k][i];
                relative += Math.Pow(v[k][i] - state.MeanVelocity[k], 2);
            }

            temperature += relative / Samples;
            radius = Math.Max(radius, squares);
            spread = Math.Max(spread, relative);
        }

        Assert.Equal(1, temperature / state.Temperature, 0.05);
        Assert.InRange(Math.Sqrt(radius), 0.8 * state.VelocityRadius, state.VelocityRadius * (1 + 1e-14));
        Assert.InRange(Math.Sqrt(spread), 0.8 * state.VelocitySpread, state.VelocitySpread * (1 + 1e-14));
    }

    [Theory, MemberData(nameof(States))]
    public void Probability_of_a_box_is_the_share_of_samples_in_it(InitialState state)
    {
        if (!state.HasDensity) return;
        int d = state.Dimension;
        (double[][] x, double[][] v) = Sample(state, Samples);
        double[] lower = new double[2 * d], upper = new double[2 * d];
        for (int k = 0; k < 2 * d; k++)
        {
            (double from, double to) = state.Support[k];
            (lower[k], upper[k]) = (from + 0.2 * (to - from), from + 0.75 * (to - from));
        }

        double share = Enumerable.Range(0, Samples).Count(i => Enumerable.Range(0, 2 * d).All(k =>
            (k < d ? x[k][i] : v[k - d][i]) is var z && z >= lower[k] && z < upper[k])) / (double)Samples;
        Assert.Equal(state.Probability(lower, upper), share, 5 * Math.Sqrt(0.25 / Samples));
        Assert.Equal(1, state.Probability([.. state.Support.Select(s => s.From)], [.. state.Support.Select(s => s.To)]), 1e-12);
        Assert.Equal(0, state.Probability(upper, lower));
    }

    [Theory, MemberData(nameof(States))]
    public void Density_averaged_over_a_box_is_its_probability(InitialState state)
    {
        if (!state.HasDensity) return;
        int d = state.Dimension;
        double volume = state.Support.Aggregate(1.0, (product, side) => product * (side.To - side.From)), sum = 0, squares = 0;
        var points = new IndependentSequence(RandomStream.For(3, 0, 0, StreamPurpose.Test));
        double[] point = new double[2 * d];
        for (int i = 0; i < Samples; i++)
        {
            points.Next(point);
            for (int k = 0; k < 2 * d; k++) point[k] = state.Support[k].From + point[k] * (state.Support[k].To - state.Support[k].From);
            double density = volume * state.Density(point.AsSpan(0, d), point.AsSpan(d, d));
            Assert.True(density <= volume * state.Supremum * (1 + 1e-12) || double.IsNaN(state.Supremum));
            sum += density / Samples;
            squares += density * density / Samples;
        }

        Assert.Equal(1, sum, 5 * Math.Sqrt(Math.Max(0, squares - sum * sum) / Samples) + 1e-9);
    }

    [Theory, MemberData(nameof(States))]
    public void Entropy_is_the_mean_logarithm_of_the_density(InitialState state)
    {
        if (!state.HasDensity)
        {
            Assert.Equal((double.NaN, double.PositiveInfinity), (state.Entropy, state.Supremum));
            Assert.Throws<NotSupportedException>(() => state.Density(new double[state.Dimension], new double[state.Dimension]));
            return;
        }

        (double[][] x, double[][] v) = Sample(state, Samples);
        double[] logs = [.. Enumerable.Range(0, Samples).Select(i => Math.Log(state.Density([.. x.Select(a => a[i])], [.. v.Select(a => a[i])])))];
        double mean = logs.Average(), deviation = Math.Sqrt(logs.Average(log => (log - mean) * (log - mean)));
        Assert.Equal(state.Entropy, mean, 5 * deviation / Math.Sqrt(Samples) + 1e-9);
    }

    [Theory, MemberData(nameof(States))]
    public void Mean_relative_speed_is_that_of_independent_pairs(InitialState state)
    {
        int d = state.Dimension;
        (_, double[][] v) = Sample(state, 2 * Samples);
        double[] speeds = [.. Enumerable.Range(0, Samples).Select(i => Math.Sqrt(Enumerable.Range(0, d).Sum(k => Math.Pow(v[k][2 * i] - v[k][2 * i + 1], 2))))];
        double mean = speeds.Average(), deviation = Math.Sqrt(speeds.Average(s => (s - mean) * (s - mean)));
        Assert.Equal(state.MeanRelativeSpeed, mean, 5 * deviation / Math.Sqrt(Samples));
        Assert.Equal(state.MeanRelativeSpeed, state.MeanRelativeSpeed);
    }

    [Fact]
    public void Mean_relative_speed_has_its_closed_forms()
    {
        Assert.Equal(2.0 / 3, Box1.MeanRelativeSpeed, 1e-13);
        // Robbins' constant for the unit cube, and its analogue for the unit square.
        double square = (2 + Math.Sqrt(2) + 5 * Math.Log(1 + Math.Sqrt(2))) / 15;
        double cube = (4 + 17 * Math.Sqrt(2) - 6 * Math.Sqrt(3) + 21 * Math.Log(1 + Math.Sqrt(2)) + 42 * Math.Log(2 + Math.Sqrt(3)) - 7 * Math.PI) / 105;
        Assert.Equal(1, ProductState.UniformBox([0, 0], [1, 1], [3, 0], [1, 1]).MeanRelativeSpeed / square, 1e-6);
        Assert.Equal(1, ProductState.UniformBox([0, 0, 0], [1, 1, 1], [3, 0, 1], [1, 1, 1]).MeanRelativeSpeed / cube, 1e-6);
        // Untruncated for all purposes: 2/sqrt(pi), sqrt(pi), 4/sqrt(pi) deviations in d = 1, 2, 3.
        double[] gaussian = [2 / Math.Sqrt(Math.PI), Math.Sqrt(Math.PI), 4 / Math.Sqrt(Math.PI)];
        for (int d = 1; d <= 3; d++)
            foreach (double cutoff in (double[])[7.9, 20])
            {
                double[] zero = new double[d], one = [.. Enumerable.Repeat(0.5, d)];
                Assert.Equal(1, ProductState.Gaussian([.. zero], [.. one], [.. zero], [.. one], cutoff).MeanRelativeSpeed / (0.5 * gaussian[d - 1]), 1e-6);
            }
    }

    [Fact]
    public void Mean_relative_speed_of_two_distant_streams_is_half_their_separation_and_half_of_one_stream()
    {
        MixtureState streams = MixtureState.TwoStreams([0.5], [1], [0], [1], 10);
        Assert.Equal(0.5 * 10 + 0.5 / 3, streams.MeanRelativeSpeed, 1e-10);
    }

    [Fact]
    public void Mixture_of_a_state_with_itself_is_the_state()
    {
        foreach (ProductState state in (ProductState[])[Box1, ProductState.Gaussian([0], [1], [1], [0.5], 4)])
        {
            var mixture = new MixtureState([1, 2], [state, state]);
            Assert.Equal(state.Entropy, mixture.Entropy, 1e-9);
            Assert.Equal(state.Temperature, mixture.Temperature, 1e-12);
            Assert.Equal(state.MeanRelativeSpeed, mixture.MeanRelativeSpeed, 1e-10);
            Assert.Equal(state.Density([0.1], [0.9]), mixture.Density([0.1], [0.9]), 1e-14);
        }

        Assert.Equal(Box1.Supremum, new MixtureState([1, 2], [Box1, Box1]).Supremum, 1e-14);
    }

    [Fact]
    public void Homogeneous_states_are_recognised()
    {
        var torus = new Torus(1, 2);
        ProductState whole = ProductState.UniformBox([0.5, 0], [1, 2], [0, 0], [1, 1]);
        Assert.True(whole.IsHomogeneousOn(torus));
        Assert.True(new MixtureState([1, 1], [whole, ProductState.UniformBox([0.5, 0], [1, 2], [5, 0], [1, 1])]).IsHomogeneousOn(torus));
        Assert.False(ProductState.UniformBox([0.5, 0], [1, 1], [0, 0], [1, 1]).IsHomogeneousOn(torus));
        Assert.False(whole.IsHomogeneousOn(new Torus(1)));
        Assert.False(Gaussian2.IsHomogeneousOn(torus));
        Assert.False(Cloud(2, 5).IsHomogeneousOn(torus));
    }

    [Fact]
    public void Impossible_states_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ProductState.UniformBox([0], [1], [0, 0], [1, 1]));
        Assert.Throws<ArgumentException>(() => ProductState.UniformBox([0], [-1], [0], [1]));
        Assert.Throws<ArgumentException>(() => ProductState.UniformBox([0, 0], [1], [0], [1]));
        Assert.Throws<ArgumentException>(() => ProductState.Gaussian([0], [1], [0], [1], 0));
        Assert.Throws<ArgumentException>(() => new MixtureState([1], [Box1, Box1]));
        Assert.Throws<ArgumentException>(() => new MixtureState([1, -1], [Box1, Box1]));
        Assert.Throws<ArgumentException>(() => new MixtureState([1, 1], [Box1, Gaussian2]));
        Assert.Throws<ArgumentException>(() => new SampleState([[1, 2]], [[1]]));
        Assert.Throws<ArgumentException>(() => new SampleState([[double.NaN]], [[1]]));
        Assert.Throws<ArgumentException>(() => new SampleState([[]], [[]]));
    }

    internal static (double[][] X, double[][] V) Sample(InitialState state, int count)
    {
        int d = state.Dimension;
        double[][] x = [.. Enumerable.Range(0, d).Select(_ => new double[count])], v = [.. Enumerable.Range(0, d).Select(_ => new double[count])];
        double[] uniforms = new double[state.UniformsPerParticle], position = new double[d], velocity = new double[d];
        var sequence = new IndependentSequence(RandomStream.For(11, 0, 0, StreamPurpose.Test));
        for (int i = 0; i < count; i++)
        {
            sequence.Next(uniforms);
            state.Map(uniforms, position, velocity);
            for (int k = 0; k < d; k++) (x[k][i], v[k][i]) = (position[k], velocity[k]);
        }

        return (x, v);
    }

    private static SampleState Cloud(int dimension, int count)
    {
        RandomStream stream = RandomStream.For(5, 0, dimension, StreamPurpose.Test);
        double[][] Columns() => [.. Enumerable.Range(0, dimension).Select(_ => Enumerable.Range(0, count).Select(_ => stream.NextDouble()).ToArray())];
        return new(Columns(), Columns());
    }
}
