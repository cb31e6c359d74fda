using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Homogeneous data with structure at the scale eps: particles start in clumps of that size, their velocities independent.</summary>
/// <remarks>Seen from afar the density is even and (2.3) is the only candidate. A clump of m particles is gone after a time eps / |w|, in which each of them meets the m - 1 others at once: a
/// kick of size eps kappa m towards the clump's mean velocity, whose square is of order eps^2 m^2. It outgrows the eps of all later encounters at m of order eps^(-1/2).</remarks>
public static class ClumpStudy
{
    /// <summary>Runs (1.4) on the torus of side 1, velocities uniform in [-1, 1]^d, wendland weight, R = 1, gamma = 1, N eps^d = 1, up to t = 1.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="count">N, a multiple of the size.</param>
    /// <param name="size">The particles of a clump: uniform in a cube of side eps / 2 about an independent uniform centre. 1 is an iid start.</param>
    /// <param name="replica">Which sample.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="ArgumentException">N is no multiple of the size.</exception>
    public static ClumpPoint Run(int dimension, int count, int size, int replica, CancellationToken cancellation = default)
    {
        if (size < 1 || count % size != 0) throw new ArgumentException($"{count} particles are not clumps of {size}.", nameof(size));
        const double finalTime = 1;
        double[] one = [.. Enumerable.Repeat(1.0, dimension)], half = [.. Enumerable.Repeat(0.5, dimension)];
        var torus = new Torus([.. one]);
        ProductState initial = ProductState.UniformBox([.. half], [.. one], [.. new double[dimension]], [.. one.Select(side => 2 * side)]);
        var weight = new WendlandWeight(1);
        var scaling = new ScalingLaw(count, dimension);
        RandomStream stream = RandomStream.For(1, count, replica, StreamPurpose.InitialState);
        ParticleState start = ParticleState.Sample(initial, torus, count, new IndependentSequence(stream));
        Gather(start, torus, size, scaling.Epsilon / 2, stream.Split(1));

        using ParticleEngine engine = ParticleEngine.Create(new SimulationSettings(torus, weight, scaling.Epsilon, scaling.Coupling(1, weight)), start.Clone());
        engine.AdvanceTo(finalTime, cancellation);
        var solution = new HomogeneousSolution(initial, torus, 1);
        var coupling = new SynchronousCoupling(solution, start);
        coupling.AdvanceTo(finalTime, cancellation);
        double predicted = EncounterCorrection.VelocityMeanSquare(solution, weight, scaling, finalTime);
        return new ClumpPoint(count, scaling.Epsilon, size, replica, coupling.VelocityMeanSquare(engine.State) / predicted);
    }

    // The first of each clump stays where it is; the others come to it.
    private static void Gather(ParticleState state, Torus torus, int size, double side, RandomStream stream)
    {
        for (int axis = 0; axis < state.Dimension; axis++)
        {
            double[] x = state.Positions[axis];
            for (int i = 0; i < x.Length; i++)
                if (i % size != 0) x[i] = torus.Wrap(x[i - i % size] + side * (stream.NextDouble() - 0.5), axis);
        }
    }
}
