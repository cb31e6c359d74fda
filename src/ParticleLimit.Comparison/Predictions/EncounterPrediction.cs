using System.Collections.Concurrent;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>What is predicted for the coupling over any solution of (1.3), closed form or computed, and for the bias over a homogeneous one: the values of coupling-velocity-mse-predicted and NAME-bias-predicted.</summary>
/// <remarks>MATHEMATICS.md section 4. Along a characteristic the encounters kick the velocity at the rate A(s, x, v) = c int (w w^T)/|w| f(s, x, v + w) dw, c = kappa^2 C eps^(1-d)/N, and a
/// kick at time s has become Phi(t, s) times itself at time t, Phi the derivative of the characteristic's final velocity by its velocity at s. The kicks are independent, so
/// <code>
/// M(t) = c int_0^t E[ int |Phi(t, s) w|^2 / |w| f(s, x, v + w) dw ] ds,   (x, v) of law f(s)
/// </code>
/// which in a homogeneous state is <see cref="EncounterCorrection.VelocityMeanSquare(double)"/>. Elsewhere the mean is over points of an evenly spread cloud carried by f: each of some test points
/// meets those within a ball of a tenth of the cloud's extent, in a flock even along all axes but the first those within as much along that axis, and Phi is a central difference of the characteristics. Relative error about 1e-2, from the ball and the number of points.
/// Counted are single encounters alone: the fluctuation of the sampled field on longer scales, of order 1/N in M, is of the same order as M in d = 1 and of a higher one in d = 2 and 3.
/// In a homogeneous state in d = 1 it is counted too (<see cref="LineFluctuation"/>).
/// Safe to use from several threads at once.</remarks>
/// <param name="reference">The solution.</param>
/// <param name="weight">psi.</param>
public sealed class EncounterPrediction(IKineticReference reference, ICommunicationWeight weight)
{
    private const int CloudSize = 1 << 15, TestPoints = 1 << 10;
    private const double BallShare = 0.1, Perturbation = 1e-3;

    private readonly ConcurrentDictionary<double, Lazy<double>> constants = new();
    private readonly Slab? slab = Slab.Of(reference.Initial, reference.Domain);
    private readonly LineFluctuation? line = reference is HomogeneousSolution { Dimension: 1 } homogeneous ? new(homogeneous) : null;

    /// <summary>M(t); null for a computed solution in d = 3 that is not even along all axes but the first, where a ball of the cloud holds too few points.</summary>
    /// <param name="scaling">N and eps.</param>
    /// <param name="time">t, not negative and covered by the solution.</param>
    /// <exception cref="ArgumentException">The dimensions of the solution and of the scaling differ.</exception>
    public double? VelocityMeanSquare(ScalingLaw scaling, double time)
    {
        if (line is not null) return line.VelocityMeanSquare(time) / scaling.ParticleCount;
        if (reference is HomogeneousSolution homogeneous) return EncounterCorrection.VelocityMeanSquare(homogeneous, weight, scaling, time);
        if (scaling.Dimension != reference.Dimension) throw new ArgumentException($"The solution has dimension {reference.Dimension}, the scaling {scaling.Dimension}.", nameof(scaling));
        if (reference.Dimension == 3 && slab is null) return null;
        return constants.GetOrAdd(time, t => new Lazy<double>(() => Constant(t))).Value * Math.Pow(scaling.Epsilon, 1 - scaling.Dimension) / scaling.ParticleCount;
    }

    /// <summary>E (1/N) sum phi(V_i) - int phi f to first order; null if the solution is not a homogeneous one.</summary>
    /// <param name="scaling">N and eps.</param>
    /// <param name="statistic">phi.</param>
    /// <param name="time">t, not negative.</param>
    /// <exception cref="ArgumentException">The dimensions of the solution and of the scaling differ.</exception>
    public double? Bias(ScalingLaw scaling, VelocityStatistic statistic, double time) =>
        line is not null ? line.Bias(statistic, time) / scaling.ParticleCount
        : reference is HomogeneousSolution homogeneous ? EncounterCorrection.Bias(homogeneous, weight, scaling, statistic, time)
        : null;

    /// <summary>M(t) for eps^(1-d)/N = 1, from points, whatever the solution in d = 1 or 2, or in d = 3 that of a <see cref="Slab"/>.</summary>
    internal double Constant(double time)
    {
        int d = reference.Dimension;
        double kappa = reference.Gamma / weight.Integral(d), sum = 0;
        if (kappa == 0 || time == 0) return 0;
        var cloud = new ReferenceCloud(reference, CloudSize, new KroneckerSequence(reference.Initial.UniformsPerParticle));
        foreach ((double node, double share) in GaussLegendre.Nodes(0, time, 1))
        {
            cloud.AdvanceTo(node);
            sum += share * MeanKick(cloud, time);
        }

        return kappa * kappa * WeightIntegrals.EncounterConstant(weight, d) * sum;
    }

    // The mean over test points of int |Phi w|^2 / |w| f(x, v + w) dw at the cloud's time.
    private double MeanKick(ReferenceCloud cloud, double time)
    {
        int d = reference.Dimension;
        double[][][] derivatives = Derivatives(cloud, time);
        double radius = BallShare * Extent(cloud), volume = slab is not null ? 2 * radius * slab.Section : d == 1 ? 2 * radius : Math.PI * radius * radius;
        int uneven = slab is null ? d : 1;
        double[] kicks = new double[TestPoints];
        Parallel.For(0, TestPoints, i =>
        {
            Span<double> w = stackalloc double[d];
            double kick = 0;
            for (int k = 0; k < cloud.Count; k++)
            {
                double distance = 0;
                for (int axis = 0; axis < uneven; axis++)
                {
                    double difference = reference.Domain.ShortestDifference(cloud.Positions[axis][k] - cloud.Positions[axis][i], axis);
                    distance += difference * difference;
                }

                if (distance >= radius * radius) continue;
                double speed = 0, carried = 0;
                for (int axis = 0; axis < d; axis++)
                {
                    w[axis] = cloud.Velocities[axis][k] - cloud.Velocities[axis][i];
                    speed += w[axis] * w[axis];
                }

                if (speed == 0) continue;
                for (int axis = 0; axis < d; axis++)
                {
                    double image = 0;
                    for (int from = 0; from < d; from++) image += derivatives[from][axis][i] * w[from];
                    carried += image * image;
                }

                kick += carried / Math.Sqrt(speed);
            }

            kicks[i] = kick;
        });
        return kicks.Sum() / TestPoints / (cloud.Count * volume);
    }

    // Phi of each test point: [axis at the cloud's time][axis at the later time][point].
    private double[][][] Derivatives(ReferenceCloud cloud, double time)
    {
        int d = reference.Dimension;
        double step = Perturbation * reference.Initial.VelocitySpread;
        return [.. Enumerable.Range(0, d).Select(axis =>
        {
            double[][] ahead = Final(axis, step), behind = Final(axis, -step);
            return ahead.Select((values, k) => values.Select((value, i) => (value - behind[k][i]) / (2 * step)).ToArray()).ToArray();
        })];

        double[][] Final(int axis, double shift)
        {
            double[][] x = [.. cloud.Positions.Select(values => values[..TestPoints])], v = [.. cloud.Velocities.Select(values => values[..TestPoints])];
            for (int i = 0; i < TestPoints; i++) v[axis][i] += shift;
            reference.Advance(cloud.Time, time, x, v);
            return v;
        }
    }

    // The least standard deviation of the positions along an axis; on a torus a side's is no more than that of an even spread.
    private double Extent(ReferenceCloud cloud) => Enumerable.Range(0, reference.Dimension).Min(axis =>
    {
        double mean = cloud.Positions[axis].Average(), deviation = Math.Sqrt(cloud.Positions[axis].Average(x => (x - mean) * (x - mean)));
        return Math.Min(deviation, reference.Domain.Period(axis) / Math.Sqrt(12));
    });
}
