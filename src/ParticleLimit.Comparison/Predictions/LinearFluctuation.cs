using System.Numerics;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The variance in the central limit theorem of a homogeneous flock: the fluctuation N^(1/2) (mu_N - f) of one Fourier mode, carried by (1.3) linearised about (2.3).</summary>
/// <remarks>R = (1/N) sum exp(-ik X) and J = (1/N) sum V exp(-ik X), X and V along one axis in the frame of the mean velocity, push the particles about their characteristics by the force a (J - R V) exp(ik X). To first order
/// <code>
/// R(t) = R0(t) - ik a int_0^t tau [J(s) c_0 - R(s) c_1] ds
/// J(t) = J0(t) + a int_0^t e^(-a (t - s)) [J(s) c_0 - R(s) c_1 - ik tau (J(s) c_1 - R(s) c_2)] ds
/// </code>
/// with tau = (1 - e^(-a (t - s))) / a, c_p = E v(s)^p exp(-ik v(s) tau), and R0, J0 without the force. The equations are solved by the trapezoidal rule for a source of one particle, exp(-ik V tau) at each initial velocity V;
/// particles are independent at the start, so N E|R|^2 is the mean over V of |R|^2. The encounters add a variance of relative order eps.
/// K. Braun, W. Hepp, Comm. Math. Phys. 56 (1977), for the limit theorem of mean-field systems.</remarks>
/// <param name="Density">N E|R|^2; 1 for independent particles.</param>
/// <param name="Current">N E|J|^2; the mean square of V for independent particles.</param>
public readonly record struct LinearFluctuation(double Density, double Current)
{
    private const int Velocities = 512;

    /// <summary>The fluctuation of a mode at a time.</summary>
    /// <param name="solution">The homogeneous solution (2.3).</param>
    /// <param name="waveNumber">k, along the first axis.</param>
    /// <param name="time">t, not negative.</param>
    /// <param name="steps">Steps of the trapezoidal rule, at least 1; the error is of order steps^-2.</param>
    public static LinearFluctuation Of(HomogeneousSolution solution, double waveNumber, double time, int steps = 200)
    {
        ArgumentNullException.ThrowIfNull(solution);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double a = solution.Rate, h = time / steps;
        double[] velocities = InitialVelocities(solution.Initial);
        Complex[][] density = [.. velocities.Select(_ => new Complex[steps + 1])], current = [.. velocities.Select(_ => new Complex[steps + 1])];
        var kernels = new (Complex DensityByCurrent, Complex DensityByDensity, Complex CurrentByCurrent, Complex CurrentByDensity)[steps];
        for (int n = 0; n <= steps; n++)
        {
            for (int m = 0; m < n; m++) kernels[m] = Kernel(m * h, (n - m) * h);
            double travelled = Travel(n * h), contraction = Math.Exp(-a * n * h);
            for (int i = 0; i < velocities.Length; i++)
            {
                Complex r = Complex.Exp(new Complex(0, -waveNumber * velocities[i] * travelled)), j = velocities[i] * contraction * r;
                Complex[] pastR = density[i], pastJ = current[i];
                for (int m = 0; m < n; m++)
                {
                    double weight = m == 0 ? h / 2 : h;
                    r += weight * (kernels[m].DensityByCurrent * pastJ[m] + kernels[m].DensityByDensity * pastR[m]);
                    j += weight * (kernels[m].CurrentByCurrent * pastJ[m] + kernels[m].CurrentByDensity * pastR[m]);
                }

                // The present term of J is a J itself, of R none.
                (pastR[n], pastJ[n]) = (r, n == 0 ? j : j / (1 - h * a / 2));
            }
        }

        return new(density.Average(path => Square(path[steps])), current.Average(path => Square(path[steps])));

        double Travel(double span) => a == 0 ? span : (1 - Math.Exp(-a * span)) / a;

        (Complex, Complex, Complex, Complex) Kernel(double start, double span)
        {
            double q = Math.Exp(-a * start), tau = Travel(span), decay = Math.Exp(-a * span);
            Complex c0 = 0, c1 = 0, c2 = 0, ik = new(0, waveNumber);
            foreach (double initial in velocities)
            {
                Complex phase = Complex.Exp(-ik * (q * initial * tau));
                (c0, c1, c2) = (c0 + phase, c1 + q * initial * phase, c2 + q * initial * q * initial * phase);
            }

            double scale = a / velocities.Length;
            return (-ik * tau * scale * c0, ik * tau * scale * c1, decay * scale * (c0 - ik * tau * c1), decay * scale * (ik * tau * c2 - c1));
        }
    }

    // Evenly spread in law, about their own mean, so that the mean force on them is zero to rounding.
    private static double[] InitialVelocities(InitialState initial)
    {
        var sequence = new KroneckerSequence(initial.UniformsPerParticle);
        double[] point = new double[initial.UniformsPerParticle], x = new double[initial.Dimension], v = new double[initial.Dimension];
        double[] velocities = new double[Velocities];
        for (int i = 0; i < Velocities; i++)
        {
            sequence.Next(point);
            initial.Map(point, x, v);
            velocities[i] = v[0];
        }

        double mean = velocities.Average();
        return [.. velocities.Select(velocity => velocity - mean)];
    }

    private static double Square(Complex z) => z.Real * z.Real + z.Imaginary * z.Imaginary;
}
