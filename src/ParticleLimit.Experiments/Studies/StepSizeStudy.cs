using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>How far runs of (1.4) with longer time steps come from one with very short steps, at fixed eps: the same flock, particle by particle.</summary>
public static class StepSizeStudy
{
    /// <summary>The weights of the study, R = 1.</summary>
    public static IReadOnlyList<ICommunicationWeight> Weights { get; } =
        [new IndicatorWeight(1), new HatWeight(1), new WendlandWeight(1), new BumpWeight(1), new TruncatedCuckerSmaleWeight(1, 0.5)];

    /// <summary>Runs the homogeneous flock (torus of side 1, velocities uniform in [-1, 1]^d, gamma = 1, N eps^d = 1) with each step.</summary>
    /// <param name="weight">psi.</param>
    /// <param name="dimension">d.</param>
    /// <param name="count">N.</param>
    /// <param name="time">The time of comparison.</param>
    /// <param name="fractions">The steps, as fractions of eps R over the largest relative speed.</param>
    /// <param name="finest">The fraction of the run that the others are compared with; well below theirs.</param>
    /// <param name="cancellation">Stops the study between steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is not in (0, 1], the dimension not 1, 2 or 3, the time in the past.</exception>
    public static IReadOnlyList<StepSizePoint> Run(
        ICommunicationWeight weight, int dimension, int count, double time, IReadOnlyList<double> fractions, double finest, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(fractions);
        double[] half = [.. Enumerable.Repeat(0.5, dimension)], one = [.. Enumerable.Repeat(1.0, dimension)];
        var torus = new Torus([.. one]);
        ProductState initial = ProductState.UniformBox([.. half], [.. one], [.. new double[dimension]], [.. one.Select(side => 2 * side)]);
        var scaling = new ScalingLaw(count, dimension);
        ParticleState start = ParticleState.Sample(initial, torus, count, new IndependentSequence(RandomStream.For(1, count, 0, StreamPurpose.InitialState)));
        var settings = new SimulationSettings(torus, weight, scaling.Epsilon, scaling.Coupling(1, weight));

        (ParticleState State, long Steps) Advance(double fraction)
        {
            using ParticleEngine engine = ParticleEngine.Create(settings with { StepFraction = fraction }, start);
            engine.AdvanceTo(time, cancellation);
            return (engine.State, engine.Steps);
        }

        ParticleState reference = Advance(finest).State;
        var coupling = new SynchronousCoupling(new HomogeneousSolution(initial, torus, 1), start);
        coupling.AdvanceTo(time, cancellation);
        double effect = Math.Sqrt(coupling.VelocityMeanSquare(reference)), energy = ParticleObservables.Of(reference).Energy;
        return
        [
            .. fractions.Select(fraction =>
            {
                (ParticleState state, long steps) = Advance(fraction);
                double energyError = Math.Abs(ParticleObservables.Of(state).Energy / energy - 1);
                return new StepSizePoint(dimension, weight.Name, fraction, steps, RootMeanSquare(state, reference), energyError, effect);
            }),
        ];
    }

    private static double RootMeanSquare(ParticleState a, ParticleState b)
    {
        double sum = 0;
        for (int axis = 0; axis < a.Dimension; axis++)
        {
            for (int i = 0; i < a.Count; i++)
            {
                double difference = a.Velocities[axis][i] - b.Velocities[axis][i];
                sum += difference * difference;
            }
        }

        return Math.Sqrt(sum / a.Count);
    }
}
