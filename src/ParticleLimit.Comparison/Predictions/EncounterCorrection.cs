using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The first correction to (1.3) in a homogeneous state: what the scatter of short encounters adds to the coupling errors.</summary>
/// <remarks>MATHEMATICS.md section 4. At relative velocity w a particle has N rho |w| eps^(d-1) db encounters in unit time at impact
/// parameters eps db, and each kicks it by kappa eps^(1-d)/N Psi(b), since the coupling is kappa / (N eps^d) and a passage lasts
/// eps/|w|. The kicks are independent, so with a = gamma rho and S = rho kappa^2 C &lt;|w|&gt;(0) eps^(1-d)/N the velocity error
/// is an Ornstein-Uhlenbeck process, dv' = -a dv + noise of variance S e^(-a t), and the position error is its integral:
/// <code>
/// M' = -2 a M + S e^(-a t),   Q' = M - a Q,   P' = 2 Q
/// </code>
/// for M = &lt;|dv|^2&gt;, Q = &lt;dx . dv&gt;, P = &lt;|dx|^2&gt;, all zero at time 0. For beta = 1, eps^(1-d)/N = eps.
/// It holds while relative velocities stay above eps: up to t of order log(1/eps)/(gamma rho).</remarks>
/// <param name="Contraction">a = gamma rho, the rate at which relative velocities shrink.</param>
/// <param name="Scatter">S = rho kappa^2 C &lt;|w|&gt;(0) eps^(1-d)/N, the mean square of the kicks of unit time at time 0.</param>
public sealed record EncounterCorrection(double Contraction, double Scatter)
{
    /// <summary>The correction to a homogeneous solution: rho = 1/|torus|, kappa = gamma / int psi.</summary>
    /// <param name="solution">The homogeneous solution (2.3), which gives gamma, rho and &lt;|w|&gt;(0).</param>
    /// <param name="weight">psi, which gives int psi and the encounter constant C.</param>
    /// <param name="scaling">N and eps.</param>
    /// <exception cref="ArgumentException">The dimensions of the solution and of the scaling differ.</exception>
    public static EncounterCorrection Of(HomogeneousSolution solution, ICommunicationWeight weight, ScalingLaw scaling)
    {
        int d = solution.Dimension;
        if (scaling.Dimension != d) throw new ArgumentException($"The solution has dimension {d}, the scaling {scaling.Dimension}.", nameof(scaling));
        double density = solution.Gamma == 0 ? 0 : solution.Rate / solution.Gamma;
        double kappa = solution.Gamma / weight.Integral(d);
        double kicks = kappa * kappa * WeightIntegrals.EncounterConstant(weight, d) * solution.Initial.MeanRelativeSpeed;
        return new(solution.Rate, density * kicks * Math.Pow(scaling.Epsilon, 1 - d) / scaling.ParticleCount);
    }

    /// <summary>M(t) of a homogeneous solution: the value of coupling-velocity-mse-predicted.</summary>
    /// <exception cref="ArgumentException">The dimensions of the solution and of the scaling differ.</exception>
    public static double VelocityMeanSquare(HomogeneousSolution solution, ICommunicationWeight weight, ScalingLaw scaling, double time) =>
        Of(solution, weight, scaling).VelocityMeanSquare(time);

    /// <summary>The bias of a statistic to first order in eps: int phi g for the solution f + g of (1.3) + (1/2) div_v div_v (A f), the value of NAME-bias-predicted.</summary>
    /// <remarks>With g = 0 at time 0 and f transported by v - vbar -> q (v - vbar), q = e^(-a t), Duhamel's formula needs A f at each earlier time s alone, whose
    /// moments are those of f0 contracted. The integral over s is that of <see cref="VelocityMeanSquare(double)"/>, and
    /// <code>
    /// int phi g = M(t) / 2 * E[ (w . grad grad phi w)(vbar + q (v - vbar)) / |w| ] / E|w|,   v, v + w independent of law f0
    /// </code>
    /// which is M for the energy. In d &gt;= 2 what the finite number itself does (the flock contracts to its own mean velocity, a shift of order 1/N) is of higher order; in d = 1 it is of the same: see <see cref="LineFluctuation"/>.
    /// The mean over v and w is over 2^16 evenly spread pairs: relative error about 1e-4.</remarks>
    /// <param name="solution">The homogeneous solution (2.3).</param>
    /// <param name="weight">psi.</param>
    /// <param name="scaling">N and eps.</param>
    /// <param name="statistic">phi.</param>
    /// <param name="time">t, not negative.</param>
    /// <exception cref="ArgumentException">The dimensions of the solution and of the scaling differ.</exception>
    public static double Bias(HomogeneousSolution solution, ICommunicationWeight weight, ScalingLaw scaling, VelocityStatistic statistic, double time)
    {
        EncounterCorrection correction = Of(solution, weight, scaling);
        int d = solution.Dimension, k = solution.Initial.UniformsPerParticle;
        var sequence = new KroneckerSequence(2 * k);
        double[] point = new double[2 * k], x = new double[d], v = new double[d], w = new double[d];
        double contraction = Math.Exp(-correction.Contraction * time), curvature = 0, speed = 0;
        for (int i = 0; i < 1 << 16; i++)
        {
            sequence.Next(point);
            solution.Initial.Map(point.AsSpan(0, k), x, v);
            solution.Initial.Map(point.AsSpan(k, k), x, w);
            double squared = 0;
            for (int axis = 0; axis < d; axis++)
            {
                w[axis] -= v[axis];
                squared += w[axis] * w[axis];
                double mean = solution.Initial.MeanVelocity[axis];
                v[axis] = mean + contraction * (v[axis] - mean);
            }

            if (squared == 0) continue;
            speed += Math.Sqrt(squared);
            curvature += statistic.SecondDerivative(v, w) / Math.Sqrt(squared);
        }

        return speed == 0 ? 0 : correction.VelocityMeanSquare(time) / 2 * curvature / speed;
    }

    /// <summary>M(t) = S (e^(-a t) - e^(-2 a t)) / a, the prediction of coupling-velocity-mse; S t for a = 0.</summary>
    /// <param name="time">t, not negative.</param>
    public double VelocityMeanSquare(double time)
    {
        double z = Contraction * time;
        return Scatter * time * Math.Exp(-z) * DecayedFraction(z);
    }

    /// <summary>When the temperature with its correction, T0 e^(-2 a t) + M(t), is a given factor times the temperature T0 e^(-2 a t) of the solution.</summary>
    /// <remarks>t = log(1 + (factor - 1) a T0 / S) / a: as S is of order eps for beta = 1, it grows like log(1/eps) / (gamma rho). Infinite for S = 0.</remarks>
    /// <param name="temperature">T0, positive.</param>
    /// <param name="factor">Above 1.</param>
    public double DepartureTime(double temperature, double factor)
    {
        double excess = (factor - 1) * temperature / Scatter;
        return Contraction == 0 ? excess : Math.Log(1 + Contraction * excess) / Contraction;
    }

    /// <summary>P(t) = S (1 - 2 a t e^(-a t) - e^(-2 a t)) / a^3, the prediction of coupling-position-mse; S t^3 / 3 for a = 0.</summary>
    /// <remarks>On the whole space; a torus cuts the error at half a period.</remarks>
    /// <param name="time">t, not negative.</param>
    public double PositionMeanSquare(double time)
    {
        double z = Contraction * time;
        return Scatter * time * time * time * SquaredPositionFraction(z);
    }

    // (1 - e^(-z)) / z through sinh, which keeps every digit near zero. (The Expm1 of MathNet.Numerics 5.0 loses half of them below 0.1.)
    private static double DecayedFraction(double z) =>
        z == 0 ? 1
        : z < 1 ? Math.Exp(-z / 2) * Math.Sinh(z / 2) / (z / 2)
        : (1 - Math.Exp(-z)) / z;

    // (1 - 2 z e^(-z) - e^(-2z)) / z^3 = 2 e^(-z) (sinh z - z) / z^3; below 1 by the series of sinh, which the difference cancels.
    private static double SquaredPositionFraction(double z)
    {
        if (z >= 1) return (1 - Math.Exp(-z) * (2 * z + Math.Exp(-z))) / (z * z * z);
        double sum = 0, term = 1.0 / 6;
        for (int k = 5; k <= 21; k += 2)
        {
            sum += term;
            term *= z * z / (k * (k - 1));
        }

        return 2 * Math.Exp(-z) * sum;
    }
}
