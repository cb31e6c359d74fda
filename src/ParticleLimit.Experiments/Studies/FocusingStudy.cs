using System.Collections.Immutable;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Particles of mono-kinetic data u0 = -x through the time t = 1 at which the solution rho0(x / (1 - t)) / (1 - t)^d blows up.</summary>
public static class FocusingStudy
{
    /// <summary>Runs (1.4), wendland weight, R = 1, gamma = 1, N eps^d = 1, from independent positions uniform in [-1, 1]^d.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="count">N.</param>
    /// <param name="replica">Which sample.</param>
    /// <param name="times">When to look, given eps.</param>
    /// <param name="cancellation">Stops the study between steps.</param>
    public static IReadOnlyList<FocusingPoint> Run(
        int dimension, int count, int replica, Func<double, IEnumerable<double>> times, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(times);
        var weight = new WendlandWeight(1);
        var domain = new FreeSpace(dimension);
        ImmutableArray<IMarginal> sides = [.. Enumerable.Repeat<IMarginal>(new UniformMarginal(-1, 1), dimension)];
        var initial = new MonoKineticState(sides, new MinusIdentityField());
        var scaling = new ScalingLaw(count, dimension);
        var uniforms = new IndependentSequence(RandomStream.For(1, count, replica, StreamPurpose.InitialState));
        ParticleState start = ParticleState.Sample(initial, domain, count, uniforms);
        double energy = ParticleObservables.Of(start).Energy;
        using ParticleEngine engine = ParticleEngine.Create(new SimulationSettings(domain, weight, scaling.Epsilon, scaling.Coupling(1, weight)), start);
        var points = new List<FocusingPoint>();
        foreach (double time in times(scaling.Epsilon))
        {
            engine.AdvanceTo(time, cancellation);
            double departure = 0, radius = 0;
            for (int axis = 0; axis < dimension; axis++)
            {
                double[] x = engine.State.Positions[axis], x0 = start.Positions[axis];
                for (int i = 0; i < x.Length; i++)
                {
                    double difference = x[i] - (1 - time) * x0[i];
                    departure += difference * difference;
                    radius += x[i] * x[i];
                }
            }

            points.Add(new FocusingPoint(
                dimension, count, scaling.Epsilon, time, ParticleObservables.Of(engine.State).Energy / energy, Math.Sqrt(departure / count), Math.Sqrt(radius / count)));
        }

        return points;
    }
}
