using System.Collections.Immutable;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Particles of mono-kinetic data u0 = -x through the time t = 1 at which the solution rho0(x / (1 - t)) / (1 - t)^d blows up.</summary>
/// <remarks>On the solution the relative velocity of two particles z apart is -z / (1 - t), so that the pairs in range lose, with N eps^d = 1, rho = 2^(-d) (1 - t)^(-d) and kappa = gamma / int psi,
/// <code>
/// -E' = (kappa/N) sum psi |w|^2 = kappa rho eps^2 (1 - t)^(-2) int psi |z|^2 dz,      1 - E/E(0) = L (eps^2 (1 - t)^(-(d+1)) - eps^2),   L = 3 kappa 2^(-d) int psi |z|^2 dz / (d (d + 1))
/// </code>
/// from E(0) = d/3. The loss is a given share at 1 - t of order eps^(2/(d+1)): eps in d = 1, eps^(2/3) in d = 2. It holds while it is small and 1 - t is above eps.</remarks>
public static class FocusingStudy
{
    /// <summary>E / E(0) while the loss is small.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="epsilon">eps.</param>
    /// <param name="time">t &lt; 1.</param>
    public static double PredictedEnergy(int dimension, double epsilon, double time) =>
        1 - LossFactor(dimension) * epsilon * epsilon * (Math.Pow(1 - time, -(dimension + 1)) - 1);

    /// <summary>1 - t at which the predicted loss is a share of the energy.</summary>
    public static double PredictedDistance(int dimension, double epsilon, double share) =>
        Math.Pow(1 + share / (LossFactor(dimension) * epsilon * epsilon), -1.0 / (dimension + 1));

    /// <summary>1 - t at which the energy of a run first falls to a level; NaN if it does not.</summary>
    /// <param name="points">A run, times ascending.</param>
    /// <param name="level">The level, in units of the energy at the start, in (0, 1).</param>
    public static double Distance(IReadOnlyList<FocusingPoint> points, double level) =>
        1 - Threshold.Of([.. points.Select(point => (point.Time, 1 / point.Energy))], 1 / level);

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

    // L of the remarks, wendland weight, R = 1, gamma = 1.
    private static double LossFactor(int dimension)
    {
        var weight = new WendlandWeight(1);
        double sphere = dimension switch { 1 => 2, 2 => 2 * Math.PI, _ => 4 * Math.PI };
        double moment = sphere * WeightIntegrals.Integrate(r => Math.Pow(r, dimension + 1) * weight.Value(r * r), 0, 1);
        return 3 * moment / weight.Integral(dimension) / Math.Pow(2, dimension) / (dimension * (dimension + 1));
    }
}
