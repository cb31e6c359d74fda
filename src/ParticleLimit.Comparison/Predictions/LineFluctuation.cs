using System.Collections.Concurrent;
using System.Numerics;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The coupling error and the bias of a homogeneous flock in d = 1 to first order in 1/N, encounters and the fluctuation of the sampled field together.</summary>
/// <remarks>In d = 1 both are of order 1/N = eps, and not to be told apart: at unit density a particle passes all others within a time of order one, each passage is an encounter, and together they are the field.
/// Every particle, as a source, excites the modes k = 2 pi n / L by its own motion and by what the flock answers (<see cref="FieldResponse"/>). The force (a/q)(U - wR) that another of velocity w meets on its
/// straight line is integrated; sources are independent at the start, so that squares add:
/// <code>
/// N M = q^2 sum_n E |G_n(w, w')|^2,   G_n = int (U_n - w R_n) exp(iknws) a ds / q
/// </code>
/// at n = 0 with U = w'/q and R = 0, as the number of particles does not fluctuate. Without the answer the sum over all n is that of the encounters: for it stand their closed form, and the passages of a pair that meets again round the circle.
/// What remains, the answer's part, falls like n^-3.
/// The bias comes of the correlation at contact: for phi carried back along the characteristics, psi(w) = d phi / dw,
/// <code>
/// N B = sum_n int Re E [conj(Psi_n) U_n - conj(Omega_n) R_n] a ds / q,   Psi = (1/N) sum psi(w) exp(-ikx),  Omega = (1/N) sum w psi(w) exp(-ikx)
/// </code>
/// Neither the weight nor the range enters: in d = 1 a passage at any relative velocity changes the velocities by gamma/N. Relative error about 1e-2 (<see cref="Modes"/>, steps, velocities);
/// times are short of log(N) / (gamma rho), as everywhere.</remarks>
/// <param name="solution">The homogeneous solution (2.3), d = 1.</param>
/// <exception cref="ArgumentException">The dimension is not 1.</exception>
public sealed class LineFluctuation(HomogeneousSolution solution)
{
    private const int Modes = 12, Velocities = 48, FewestSteps = 48, StepsPerMode = 16;

    private readonly double rate = solution.Dimension == 1 ? solution.Rate : throw new ArgumentException($"The line has dimension 1, not {solution.Dimension}.", nameof(solution));
    private readonly double length = ((Torus)solution.Domain).Lengths[0];
    private readonly double[] velocities = ContractedVelocities.Of(solution.Initial, Velocities);
    private readonly ConcurrentDictionary<double, Lazy<double>> meanSquares = new();
    private readonly ConcurrentDictionary<(double Time, string Statistic), Lazy<double>> biases = new();

    /// <summary>How many times as many steps as by default.</summary>
    internal int Refinement { get; init; } = 1;

    /// <summary>N M(t), M the mean square of the coupling's velocity error.</summary>
    /// <param name="time">t, not negative.</param>
    public double VelocityMeanSquare(double time) => meanSquares.GetOrAdd(time, t => new Lazy<double>(() => MeanSquare(t, Modes))).Value;

    /// <summary>N B(t), B = E (1/N) sum phi(V_i) - int phi f.</summary>
    /// <param name="statistic">phi.</param>
    /// <param name="time">t, not negative.</param>
    public double Bias(VelocityStatistic statistic, double time)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return biases.GetOrAdd((time, statistic.Name), _ => new Lazy<double>(() => MeanDifference(statistic, time, Modes))).Value;
    }

    /// <summary>When the temperature of N particles about their own mean velocity, T0 e^(-2at) + (N B(t) - T0) / N with B the bias of the energy, is a given factor times that of the solution;
    /// NaN for so few particles that it is before the long waves hold more than the mean velocity.</summary>
    /// <remarks>N B ends as a constant above T0, what the long waves of the sample's momentum hold: t tends to log(N) / (2a), at relative speeds of order N^(-1/2), far above eps, so that passages are short to the end.
    /// As N B hardly changes by then, t = log((factor - 1) N / (N B(t) / T0 - 1)) / (2a) is found by putting it in again, to 1e-4 / a.</remarks>
    /// <param name="particles">N.</param>
    /// <param name="factor">Above 1.</param>
    public double DepartureTime(int particles, double factor)
    {
        if (rate == 0) return double.PositiveInfinity;
        double temperature = velocities.Average(w => w * w), time = (Math.Log(particles * (factor - 1)) / 2 + 1) / rate, change = double.MaxValue;
        for (int k = 0; k < 50 && Math.Abs(change) > 1e-4 / rate; k++)
        {
            double next = Math.Log((factor - 1) * particles / (Bias(VelocityStatistic.Energy, Math.Max(0, time)) / temperature - 1)) / (2 * rate);
            change = next - time;
            time = next;
        }

        return time;
    }

    /// <summary>N M from a number of modes.</summary>
    internal double MeanSquare(double time, int modes)
    {
        if (rate == 0 || time == 0) return 0;
        double q = Math.Exp(-rate * time), temperature = velocities.Average(w => w * w), sum = Passages(time);

        // The mode n = 0: (w' (1/q - 1))^2 with the answer and at a fixed number of particles, ((w' - w) a t)^2 in the sum over passages.
        sum += temperature * ((1 / q - 1) * (1 / q - 1) - 2 * rate * time * rate * time);
        for (int n = 1; n <= modes; n++)
        {
            FieldResponse response = Mode(n, time);
            double[] shares = new double[velocities.Length];
            Parallel.For(0, velocities.Length, source =>
            {
                for (int test = 0; test < velocities.Length; test++)
                {
                    Complex answered = 0, alone = 0;
                    for (int m = 0; m <= response.Steps; m++)
                    {
                        Complex along = response.Weight(m) * Complex.Conjugate(response.Phases[test][m]);
                        answered += along * (response.Current[source][m] - velocities[test] * response.Density[source][m]);
                        alone += along * (velocities[source] - velocities[test]) * response.Phases[source][m];
                    }

                    shares[source] += Square(answered) - Square(alone);
                }
            });
            sum += 2 * shares.Sum() / (velocities.Length * velocities.Length);
        }

        return q * q * sum;
    }

    /// <summary>N B from a number of modes.</summary>
    internal double MeanDifference(VelocityStatistic statistic, double time, int modes)
    {
        if (rate == 0 || time == 0) return 0;
        double q = Math.Exp(-rate * time), mean = solution.Initial.MeanVelocity[0], temperature = velocities.Average(w => w * w);

        // n = 0, where only the mean velocity fluctuates: int (E w psi + E psi' T (1/q - 1)) a ds / q^2.
        double direct = velocities.Average(w => w * Psi(w)), turned = temperature * velocities.Average(PsiSlope);
        double sum = (direct - turned) * (1 / q - 1) + turned * (1 / (q * q) - 1) / 2;
        for (int n = 1; n <= modes; n++)
        {
            FieldResponse response = Mode(n, time);
            Complex[][] psi = response.Observe(Psi, PsiSlope), omega = response.Observe(w => w * Psi(w), w => Psi(w) + w * PsiSlope(w));
            for (int source = 0; source < velocities.Length; source++)
            {
                for (int m = 0; m <= response.Steps; m++)
                {
                    double contact = Product(psi[source][m], response.Current[source][m]) - Product(omega[source][m], response.Density[source][m]);
                    sum += 2 * response.Weight(m) * contact / velocities.Length;
                }
            }
        }

        return sum;

        double Psi(double w) => q * statistic.Derivative([mean + q * w], [1]);
        double PsiSlope(double w) => q * q * statistic.SecondDerivative([mean + q * w], [1]);
    }

    /// <summary>The sum over all n of what pairs do to each other on straight lines, each passage a kick of a L / q: the mean of its square.</summary>
    internal double Passages(double time)
    {
        double end = (1 - Math.Exp(-rate * time)) / rate, once = 0, again = 0;
        foreach (double from in velocities)
        {
            foreach (double to in velocities)
            {
                double speed = Math.Abs(from - to), way = speed * end;
                once += speed;
                for (double turn = length; turn < way; turn += length)
                {
                    foreach ((double first, double share) in GaussLegendre.Nodes(0, way - turn, 1))
                        again += 2 * share / ((1 - rate * first / speed) * (1 - rate * (first + turn) / speed));
                }
            }
        }

        return rate * rate * length * (once * (Math.Exp(rate * time) - 1) / rate + again) / (velocities.Length * velocities.Length);
    }

    // As many steps as at a t = 1 for each unit of what is to be resolved, and no fewer than there.
    private FieldResponse Mode(int n, double time)
    {
        double waveNumber = 2 * Math.PI * n / length, fastest = velocities.Max(Math.Abs);
        double share = FieldResponse.Scale(rate, waveNumber, time, fastest) / FieldResponse.Scale(rate, waveNumber, 1 / rate, fastest);
        return new(rate, waveNumber, time, velocities, (int)Math.Ceiling((FewestSteps + StepsPerMode * n) * Refinement * Math.Max(1, share)));
    }

    private static double Square(Complex z) => Product(z, z);

    private static double Product(Complex a, Complex b) => a.Real * b.Real + a.Imaginary * b.Imaginary;
}
