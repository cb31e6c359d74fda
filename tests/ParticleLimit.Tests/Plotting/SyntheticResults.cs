using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Tests;

/// <summary>Results that look like an experiment's: power laws of N with noise, an aligning flock, a field with particles.</summary>
internal static class SyntheticResults
{
    public static FigureInputs Inputs(int dimension, int[] ladder, int replicas, double[] times)
    {
        RandomStream random = RandomStream.For(7, 0, 0, StreamPurpose.Test);
        var rows = new List<ResultRow>();
        foreach (int n in ladder)
        {
            double epsilon = Math.Pow(n, -1.0 / dimension);
            foreach (double t in times)
            {
                double predicted = 0.3 * epsilon * t;
                for (int r = 0; r < replicas; r++)
                {
                    Add("coupling-velocity-mse", r, predicted * (1 + 2 * epsilon) * Math.Exp(0.1 * Normal()));
                    double w1 = 0.4 * Math.Pow(n, -0.25) * (1 + 0.05 * Normal());
                    Add("w1", r, w1, 0.97 * w1, 1.04 * w1);
                    Add("energy", r, Math.Exp(-2 * t) * (1 + 0.02 * Normal()));
                    Add("temperature", r, Math.Exp(-2 * t) * (1 + 0.02 * Normal()));
                    for (int k = 0; k < dimension; k++) Add("momentum-" + k, r, 0.003 * Normal());
                    Add("velocity-radius", r, Math.Exp(-t) * (1 + 0.01 * Normal()));
                }

                Add("coupling-velocity-mse-predicted", 0, predicted);
                Add("w1", -1, 0.12 * Math.Pow(n, -0.4));
                for (int r = 0; r < 4; r++) Add("w1-floor", r, 0.36 * Math.Pow(n, -0.25) * (1 + 0.03 * Normal()));

                void Add(string measure, int replica, double value, double lower = double.NaN, double upper = double.NaN) =>
                    rows.Add(new ResultRow(n, epsilon, replica, t, measure, value, lower, upper));
            }
        }

        foreach (double t in times)
            foreach ((string measure, double value) in new[]
            {
                ("energy", Math.Exp(-2 * t)), ("temperature", Math.Exp(-2 * t)), ("velocity-radius", Math.Exp(-t)), ("entropy", -1 + dimension * t),
                ("momentum-0", 0.0),
            })
                rows.Add(new ResultRow(ladder[^1], 0, -1, t, measure + "-reference", value, double.NaN, double.NaN));

        List<RateFit> fits = [.. ladder.Length < 2 ? []
            : times.SelectMany(t => new[] { Fit(t, "coupling-velocity-mse", 1.0 / dimension), Fit(t, "w1", 0.25) })];
        return new FigureInputs(Specification(dimension, ladder, replicas, times), rows, fits,
            dimension == 1 ? [.. times.Select(Field)] : [], [], dimension == 1 ? [.. times.Select(Cloud)] : [],
            new JsonObject
            {
                ["version"] = "0.1.0",
                ["machine"] = new JsonObject { ["processors"] = 2, ["os"] = "<Linux>" },
                ["start"] = "2026-01-01T00:00:00Z"
            });

        double Normal() => Math.Sqrt(-2 * Math.Log(random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

        RateFit Fit(double t, string measure, double order)
        {
            double[] means = [.. ladder.Select(n => rows
                .Where(row => row.Measure == measure && row.Replica >= 0 && row.Time == t && row.Particles == n).Average(row => row.Value))];
            double observed = -Math.Log(means[^1] / means[0]) / Math.Log((double)ladder[^1] / ladder[0]);
            return new RateFit(measure, t, observed, observed - 0.0123, observed + 0.0234, means[0] * Math.Pow(ladder[0], observed), [.. ladder], [.. means],
                [.. means.Select(_ => double.NaN)], order, $"Order {observed:0.000} at t = {t}: agrees with the predicted {order:0.000} & more.");
        }

        static PhaseSpaceField Field(double t)
        {
            double[] x = [.. Enumerable.Range(0, 300).Select(i => -2 + (i + 0.5) * 4 / 300)];
            double[] v = [.. Enumerable.Range(0, 200).Select(j => -1.5 + (j + 0.5) * 3 / 200)];
            double[,] f = new double[x.Length, v.Length];
            for (int i = 0; i < x.Length; i++)
                for (int j = 0; j < v.Length; j++)
                    f[i, j] = Math.Exp(-2 * Math.Pow(x[i] - v[j] * t, 2) - 8 * Math.Exp(2 * t) * Math.Pow(v[j] - 0.3 * x[i], 2)) * Math.Exp(t);
            return new PhaseSpaceField(t, x, v, f);
        }

        PlaneCloud Cloud(double t)
        {
            double[] x = [.. Enumerable.Range(0, 1000).Select(_ => 0.5 * Normal())];
            return new PlaneCloud(t, x.Length, x, [.. x.Select(position => 0.3 * position + 0.25 * Math.Exp(-t) * Normal())]);
        }
    }

    public static ExperimentSpecification Specification(int dimension, int[] ladder, int replicas, double[] times) => new()
    {
        Name = $"synthetic-{dimension}d",
        Question = "Do <figures> come out?",
        System = new CuckerSmaleSystem(1, 1),
        Dimension = dimension,
        Domain = new FreeSpace(dimension),
        Initial = new NoState(dimension),
        Weight = new NoWeight(),
        Ladder = [.. ladder],
        Replicas = replicas,
        Sampling = Sampling.Iid,
        Seed = 1,
        FinalTime = times[^1],
        Times = [.. times],
        StepFraction = 0.25,
        Neighbours = default,
        Reference = new ReferenceSpecification(ReferenceKind.Auto, null, null, null, null),
        Measures = ["w1", "coupling-velocity-mse", "energy"],
        Floors = true,
        Source = new JsonObject { ["name"] = $"synthetic-{dimension}d" },
    };

    private readonly record struct NoWeight : ICommunicationWeight
    {
        public string Name => "none";
        public double SupportRadius => 1;
        public double Value(double squaredDistance) => 0;
        public double Integral(int dimension) => 1;
        public double EncounterIntegral(double impactParameter) => 0;
    }

    private sealed class NoState(int dimension) : InitialState
    {
        public override int Dimension => dimension;
        public override int UniformsPerParticle => 2 * dimension;
        public override void Map(ReadOnlySpan<double> uniforms, Span<double> position, Span<double> velocity) => throw new NotSupportedException();
        public override bool HasDensity => false;
        public override double Density(ReadOnlySpan<double> position, ReadOnlySpan<double> velocity) => throw new NotSupportedException();
        public override double Probability(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper) => throw new NotSupportedException();
        public override ImmutableArray<(double From, double To)> Support => [];
        public override ImmutableArray<double> MeanVelocity => [];
        public override double Temperature => double.NaN;
        public override double Entropy => double.NaN;
        public override double Supremum => double.NaN;
        public override double VelocityRadius => double.NaN;
        public override double VelocitySpread => double.NaN;
        public override bool IsHomogeneousOn(Torus torus) => false;
    }
}
