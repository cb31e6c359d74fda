using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Velocities distributed by the solution of the corrected kinetic equation, (1.3) + (1/2) div_v div_v (A f), in a homogeneous state.</summary>
/// <remarks>MATHEMATICS.md section 4: A(v) = c int (w w^T)/|w| f(v + w) dw with c = rho kappa^2 C eps^(1-d)/N. A sample of f finds A by meeting itself: in each step the
/// velocities are paired at random, and a pair at relative velocity w is moved apart by (c |w| h)^(1/2) xi along w/|w|, xi normal, one way each. The mean of
/// the squares over the partners is A h, whatever f is; momentum is conserved to rounding (for Landau's operator: A. V. Bobylev, K. Nanbu, Phys. Rev. E 61, 2000).
/// Between half steps of the exact contraction towards the mean. The characteristics from the same starts are carried beside as the control variate.</remarks>
public sealed class CorrectedVelocities
{
    private readonly HomogeneousSolution solution;
    private readonly double scatter, timeStep;
    private readonly double[][] drawn;
    private readonly int[] order;
    private RandomStream stream;

    /// <summary>A sample of f0 at time 0.</summary>
    /// <param name="solution">The solution (2.3) of the equation without the correction.</param>
    /// <param name="weight">psi.</param>
    /// <param name="scaling">N and eps, which set the size of the correction.</param>
    /// <param name="count">The size of the sample, even; it has nothing to do with N.</param>
    /// <param name="timeStep">The longest time step.</param>
    /// <param name="stream">The randomness of starts, partners and kicks.</param>
    /// <exception cref="ArgumentException">The count is odd or less than 2, the time step not positive, or the dimensions differ.</exception>
    public CorrectedVelocities(HomogeneousSolution solution, ICommunicationWeight weight, ScalingLaw scaling, int count, double timeStep, RandomStream stream)
    {
        if (count < 2 || count % 2 != 0) throw new ArgumentException($"A sample that meets itself in pairs has an even size, not {count}.", nameof(count));
        if (!(timeStep > 0)) throw new ArgumentException($"A time step is positive, not {timeStep}.", nameof(timeStep));
        this.solution = solution;
        this.timeStep = timeStep;
        this.stream = stream.Split(0);
        scatter = EncounterCorrection.Of(solution, weight, scaling).Scatter / solution.Initial.MeanRelativeSpeed;
        int d = solution.Dimension;
        drawn = [.. Enumerable.Range(0, d).Select(_ => new double[count])];
        order = [.. Enumerable.Range(0, count)];
        var uniforms = new IndependentSequence(stream.Split(1));
        double[] point = new double[solution.Initial.UniformsPerParticle], x = new double[d], v = new double[d];
        for (int i = 0; i < count; i++)
        {
            uniforms.Next(point);
            solution.Initial.Map(point, x, v);
            for (int axis = 0; axis < d; axis++) drawn[axis][i] = v[axis];
        }

        Velocities = [.. drawn.Select(axis => (double[])axis.Clone())];
    }

    /// <summary>The time of <see cref="Velocities"/>.</summary>
    public double Time { get; private set; }

    /// <summary>The sample: <c>Velocities[axis][i]</c>.</summary>
    public double[][] Velocities { get; }

    /// <summary>What the solution (2.3) makes of the same starts: one array per axis.</summary>
    public double[][] Characteristics()
    {
        double contraction = Math.Exp(-solution.Rate * Time);
        return [.. drawn.Select((axis, k) => axis.Select(v => solution.Initial.MeanVelocity[k] + contraction * (v - solution.Initial.MeanVelocity[k])).ToArray())];
    }

    /// <summary>Carries the sample to a later time in equal steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before <see cref="Time"/>.</exception>
    public void AdvanceTo(double time)
    {
        if (!(time >= Time)) throw new ArgumentOutOfRangeException(nameof(time), time, $"The sample is already at time {Time}.");
        int steps = (int)Math.Ceiling((time - Time) / timeStep);
        double step = (time - Time) / steps, half = Math.Exp(-solution.Rate * step / 2);
        for (int n = 0; n < steps; n++)
        {
            Contract(half);
            Meet(step);
            Contract(half);
        }

        Time = time;
    }

    /// <summary>The mean of phi over the sample less that over the characteristics: the bias that the corrected equation gives, with the error of this sample.</summary>
    public double MeanDifference(VelocityStatistic statistic)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        double[][] characteristics = Characteristics();
        Span<double> velocity = stackalloc double[drawn.Length];
        Span<double> mean = stackalloc double[drawn.Length];
        var sum = default(CompensatedSum);
        for (int i = 0; i < order.Length; i++)
        {
            for (int axis = 0; axis < drawn.Length; axis++) (velocity[axis], mean[axis]) = (Velocities[axis][i], characteristics[axis][i]);
            sum.Add(statistic.Value(velocity) - statistic.Value(mean));
        }

        return sum.Value / order.Length;
    }

    private void Contract(double factor)
    {
        for (int axis = 0; axis < Velocities.Length; axis++)
        {
            double[] v = Velocities[axis];
            double mean = solution.Initial.MeanVelocity[axis];
            for (int i = 0; i < v.Length; i++) v[i] = mean + factor * (v[i] - mean);
        }
    }

    private void Meet(double step)
    {
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = stream.NextInt(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        for (int pair = 0; pair < order.Length; pair += 2)
        {
            int i = order[pair], j = order[pair + 1];
            double squared = 0;
            foreach (double[] v in Velocities) squared += (v[j] - v[i]) * (v[j] - v[i]);
            if (squared == 0) continue;
            double speed = Math.Sqrt(squared), kick = Math.Sqrt(scatter * speed * step) * stream.NextNormalPair().First / speed;
            foreach (double[] v in Velocities)
            {
                double along = kick * (v[j] - v[i]);
                v[i] += along;
                v[j] -= along;
            }
        }
    }
}
