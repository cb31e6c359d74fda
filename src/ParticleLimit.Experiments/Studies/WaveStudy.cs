using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Data whose density is itself at the scale eps: independent particles with the density 1 + a cos(2 pi x_0 / (k eps)), the wave along the first axis.</summary>
/// <remarks>The solution of (1.3) has the wave's period, so that it is solved on a circle of one wave. A particle crosses a wave in a time k eps / |w|, and crossing many it is mixed away. Against this solution only the difference
/// between the force at a point and the force over eps counts, for a time of order k eps: mean square of order eps^2, little beside the eps of encounters for every fixed k. Against (2.3), which knows nothing of the
/// wave, the whole force of it counts: mean square of order (gamma a k eps)^2, which overtakes the encounters at k of order eps^(-1/2).</remarks>
public static class WaveStudy
{
    private const int StepsPerWave = 32, Cells = 64, Samples = 1 << 17;
    private const double FinalTime = 0.25, LongestStep = 0.02; // late enough for waves to be mixed away, early enough that alignment has not yet undone what they did

    /// <summary>Runs (1.4) on the torus of side 1, velocities uniform in [-1, 1]^d, wendland weight, R = 1, gamma = 1, N eps^d = 1, up to t = 0.25.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="count">N.</param>
    /// <param name="waves">The number of waves along the first axis; 0 for an even start.</param>
    /// <param name="amplitude">a in [0, 1].</param>
    /// <param name="replicas">The number of samples.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static IReadOnlyList<WavePoint> Run(int dimension, int count, int waves, double amplitude, int replicas, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(waves);
        double[] one = [.. Enumerable.Repeat(1.0, dimension)], half = [.. Enumerable.Repeat(0.5, dimension)];
        var torus = new Torus([.. one]);
        ProductState even = ProductState.UniformBox([.. half], [.. one], [.. new double[dimension]], [.. one.Select(side => 2 * side)]);
        var weight = new WendlandWeight(1);
        var scaling = new ScalingLaw(count, dimension);
        var solution = new HomogeneousSolution(even, torus, 1);
        double length = 1.0 / Math.Max(waves, 1);
        var wave = new RaisedCosineMarginal(length / 2, length, waves == 0 ? 0 : amplitude);
        ParticleState[] starts = [.. Enumerable.Range(0, replicas).Select(replica => Start(even, torus, wave, length, count, replica))];
        double[][][] velocities = Characteristics(new ProductState([wave], even.Velocities[..1]), length, starts, cancellation);
        double predicted = EncounterCorrection.VelocityMeanSquare(solution, weight, scaling, FinalTime);
        var points = new WavePoint[replicas];
        Parallel.For(0, replicas, new ParallelOptions { CancellationToken = cancellation }, replica =>
        {
            ParticleState start = starts[replica];
            using ParticleEngine engine = ParticleEngine.Create(new SimulationSettings(torus, weight, scaling.Epsilon, scaling.Coupling(1, weight)), start.Clone());
            engine.AdvanceTo(FinalTime, cancellation);
            var coupling = new SynchronousCoupling(solution, start);
            coupling.AdvanceTo(FinalTime, cancellation);
            points[replica] = new WavePoint(
                count, scaling.Epsilon, waves == 0 ? double.NaN : length / scaling.Epsilon, replica,
                SynchronousCoupling.MeanSquare(engine.State.Velocities, velocities[replica]) / predicted, coupling.VelocityMeanSquare(engine.State) / predicted);
        });
        return points;
    }

    private static ParticleState Start(ProductState even, Torus torus, RaisedCosineMarginal wave, double length, int count, int replica)
    {
        ParticleState start = ParticleState.Sample(even, torus, count, new IndependentSequence(RandomStream.For(1, count, replica, StreamPurpose.InitialState)));
        double[] x = start.Positions[0];
        for (int i = 0; i < count; i++)
        {
            double whole = Math.Floor(x[i] / length);
            x[i] = torus.Wrap(length * whole + wave.Quantile(x[i] / length - whole), 0);
        }

        return start;
    }

    // The velocities of the characteristics of every start at the final time: [start][axis][particle].
    private static double[][][] Characteristics(ProductState oneWave, double length, ParticleState[] starts, CancellationToken cancellation)
    {
        var flow = new CircleFlow(oneWave, length, 1, 1, Samples, Cells);
        (double[] Positions, double[][] Velocities)[] passengers =
            [.. starts.Select(start => (start.Positions[0].Select(x => x - length * Math.Floor(x / length)).ToArray(), start.Clone().Velocities))];
        foreach (double time in Steps(length))
        {
            cancellation.ThrowIfCancellationRequested();
            flow.StepTo(time, passengers);
        }

        return [.. passengers.Select(start => start.Velocities)];
    }

    // A fixed share of a wave's passage at first; then, as the wave fades like 1/t, the same share of the time.
    private static List<double> Steps(double length)
    {
        var ends = new List<double>();
        for (double time = 0; time < FinalTime;)
        {
            time += Math.Min(Math.Max(length, time) / StepsPerWave, LongestStep);
            if (time > FinalTime - 0.25 * length / StepsPerWave) time = FinalTime;
            ends.Add(time);
        }

        return ends;
    }
}
