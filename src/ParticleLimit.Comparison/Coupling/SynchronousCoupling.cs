using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Comparison;

/// <summary>The synchronous coupling: the characteristic Zbar_i of (1.3) that starts at the particle's own initial state Z_i(0).</summary>
/// <remarks>MATHEMATICS.md section 4. Since the starts agree, the sampling of f0 does not enter, and
/// (1/N) sum |V_i - Vbar_i|^2 shows the limit itself where a distance between measures shows the sampling floor.</remarks>
public sealed class SynchronousCoupling
{
    private readonly Domain domain;
    private readonly ReferenceCloud characteristics;

    /// <summary>Characteristics from the particles' starts, which are copied.</summary>
    /// <param name="reference">The solution whose characteristics are followed.</param>
    /// <param name="start">The particles at time 0.</param>
    /// <exception cref="ArgumentException">The dimensions of the particles and of the solution differ.</exception>
    public SynchronousCoupling(IKineticReference reference, ParticleState start)
    {
        domain = reference.Domain;
        characteristics = new ReferenceCloud(reference, start);
    }

    /// <summary>The time at which the characteristics are.</summary>
    public double Time => characteristics.Time;

    /// <summary>Xbar_i: <c>Positions[axis][i]</c>.</summary>
    public double[][] Positions => characteristics.Positions;

    /// <summary>Vbar_i: <c>Velocities[axis][i]</c>.</summary>
    public double[][] Velocities => characteristics.Velocities;

    /// <summary>Carries the characteristics to a later time.</summary>
    /// <param name="time">Not before <see cref="Time"/>.</param>
    /// <param name="cancellation">Stops on the way; the coupling is then of no use.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before <see cref="Time"/>, or beyond what the solution covers.</exception>
    public void AdvanceTo(double time, CancellationToken cancellation = default) => characteristics.AdvanceTo(time, cancellation);

    /// <summary>(1/N) sum |V_i - Vbar_i|^2, the measure coupling-velocity-mse; NaN without particles.</summary>
    /// <param name="now">The particles at <see cref="Time"/>, in the order of the start.</param>
    /// <exception cref="ArgumentException">The number or the dimension of the particles is not that of the start.</exception>
    public double VelocityMeanSquare(ParticleState now)
    {
        Check(now);
        return MeanSquare(now.Velocities, characteristics.Velocities);
    }

    /// <summary>(1/N) sum |A_i - B_i|^2; NaN without particles.</summary>
    /// <param name="a">A vector for each particle: [axis][particle].</param>
    /// <param name="b">Another, of the same shape.</param>
    public static double MeanSquare(ReadOnlySpan<double[]> a, ReadOnlySpan<double[]> b)
    {
        var sum = default(CompensatedSum);
        for (int axis = 0; axis < a.Length; axis++)
        {
            double[] first = a[axis], second = b[axis];
            for (int i = 0; i < first.Length; i++)
            {
                double difference = first[i] - second[i];
                sum.Add(difference * difference);
            }
        }

        return sum.Value / a[0].Length;
    }

    /// <summary>(1/N) sum |X_i - Xbar_i|^2, the measure coupling-position-mse; NaN without particles.</summary>
    /// <remarks>On a torus each difference is the shortest of its images: an error beyond half a period cannot be told from a
    /// shorter one, so the value saturates at sum_k L_k^2 / 12 once the particles have lost their characteristics.</remarks>
    /// <param name="now">The particles at <see cref="Time"/>, in the order of the start.</param>
    /// <exception cref="ArgumentException">The number or the dimension of the particles is not that of the start.</exception>
    public double PositionMeanSquare(ParticleState now)
    {
        Check(now);
        var sum = default(CompensatedSum);
        for (int axis = 0; axis < now.Dimension; axis++)
        {
            double[] particles = now.Positions[axis], means = characteristics.Positions[axis];
            for (int i = 0; i < particles.Length; i++)
            {
                double difference = domain.ShortestDifference(particles[i] - means[i], axis);
                sum.Add(difference * difference);
            }
        }

        return sum.Value / now.Count;
    }

    /// <summary>(1/N) sum phi(X_i, V_i) - (1/N) sum phi(Xbar_i, Vbar_i), the measure NAME-bias: an estimate of E (1/N) sum phi(X_i, V_i) - int phi f that is unbiased
    /// where the starts are distributed by f0, for the characteristics are then distributed by f(t).</summary>
    /// <remarks>The characteristics are a control variate: what the sample of starts does to the mean of phi, of order N^(-1/2), is the same on both
    /// sides and cancels. What is left scatters like (eps/N)^(1/2), the scatter of N/eps encounters of size eps each.</remarks>
    /// <param name="now">The particles at <see cref="Time"/>, in the order of the start.</param>
    /// <param name="statistic">phi.</param>
    /// <exception cref="ArgumentException">The number or the dimension of the particles is not that of the start.</exception>
    public double MeanDifference(ParticleState now, PhaseStatistic statistic)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        Check(now);
        Span<double> position = stackalloc double[now.Dimension];
        Span<double> velocity = stackalloc double[now.Dimension];
        var sum = default(CompensatedSum);
        for (int i = 0; i < now.Count; i++)
        {
            double own = Value(now.Positions, now.Velocities, i, position, velocity);
            sum.Add(own - Value(characteristics.Positions, characteristics.Velocities, i, position, velocity));
        }

        return sum.Value / now.Count;

        double Value(double[][] positions, double[][] velocities, int i, Span<double> x, Span<double> v)
        {
            for (int axis = 0; axis < x.Length; axis++) (x[axis], v[axis]) = (positions[axis][i], velocities[axis][i]);
            return statistic.Value(domain, x, v);
        }
    }

    private void Check(ParticleState now)
    {
        if (now.Dimension != characteristics.Positions.Length || now.Count != characteristics.Count)
            throw new ArgumentException($"The coupling holds {characteristics.Count} particles in dimension {characteristics.Positions.Length}.", nameof(now));
    }
}
