using System.Numerics;

namespace ParticleLimit.Comparison;

/// <summary>How one Fourier mode of a homogeneous flock answers to a single particle more at the start: (1.3) linearised about (2.3).</summary>
/// <remarks>In the contracted velocity w = V / q, q(t) = e^(-at) about the mean velocity, and the length s(t) = (1 - q) / a in place of the time, characteristics are straight, x' = w, and the force is
/// (a / q) (U - w R) exp(ikx), where R = (1/N) sum exp(-ikx) and U = (1/N) sum w exp(-ikx). To first order, with c_p(y) = E w^p exp(-ikwy), y = s(t) - s(t') and a ds / q = a dt,
/// <code>
/// R(t) = R0(t) - ik int_0^t y [U(t') c_0 - R(t') c_1] a dt'
/// U(t) = U0(t) + int_0^t [U(t') c_0 - R(t') c_1 - ik y (U(t') c_1 - R(t') c_2)] a dt'
/// </code>
/// R0 and U0 being those of the particle on its straight line. Solved by the trapezoidal rule between times of even spacing in a t + k |w| s, |w| the largest: s alone ends at 1/a, and even steps of it would let a dt grow
/// without bound at late times, where U grows by a dt each. The error is of order steps^-2.
/// K. Braun, W. Hepp, Comm. Math. Phys. 56 (1977), for the limit theorem of mean-field systems.</remarks>
internal sealed class FieldResponse
{
    private readonly double waveNumber;
    private readonly double[] velocities, lengths, contractions;

    /// <summary>The answers to particles of each of some velocities, which also stand for the law of all.</summary>
    /// <param name="rate">a.</param>
    /// <param name="waveNumber">k, positive.</param>
    /// <param name="time">t at the end.</param>
    /// <param name="velocities">Contracted velocities, evenly spread in law, of mean zero.</param>
    /// <param name="steps">Steps, more than <see cref="Scale"/> / 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few steps: a dt could reach 2, where the rule for U breaks down.</exception>
    public FieldResponse(double rate, double waveNumber, double time, double[] velocities, int steps)
    {
        double fastest = velocities.Max(Math.Abs), scale = Scale(rate, waveNumber, time, fastest);
        if (!(steps > scale / 2)) throw new ArgumentOutOfRangeException(nameof(steps), steps, $"Up to t = {time} there are more than {scale / 2:g3} steps.");
        (this.waveNumber, this.velocities, Steps) = (waveNumber, velocities, steps);
        (contractions, lengths) = Course(rate, waveNumber * fastest, time, steps);
        Phases = [.. velocities.Select(w => lengths.Select(s => Complex.Exp(new Complex(0, -waveNumber * w * s))).ToArray())];
        Density = [.. velocities.Select(_ => new Complex[steps + 1])];
        Current = [.. velocities.Select(_ => new Complex[steps + 1])];
        Complex[][] c0 = Mean(_ => 1), c1 = Mean(w => w), c2 = Mean(w => w * w);
        Parallel.For(0, velocities.Length, source =>
        {
            Complex[] density = Density[source], current = Current[source];
            for (int m = 0; m <= steps; m++)
            {
                (density[m], current[m]) = (Phases[source][m], velocities[source] * Phases[source][m]);
                for (int l = 0; l < m; l++)
                {
                    Complex pushed = current[l] * c0[m][l] - density[l] * c1[m][l], carried = current[l] * c1[m][l] - density[l] * c2[m][l];
                    Complex weight = Weight(l, m), displaced = weight * new Complex(0, waveNumber * (lengths[m] - lengths[l]));
                    density[m] -= displaced * pushed;
                    current[m] += weight * pushed - displaced * carried;
                }

                // The present term of U is U itself, of R none: the mean of w is zero.
                current[m] /= 1 - Weight(m, m);
            }
        });
    }

    /// <summary>Steps of time.</summary>
    public int Steps { get; }

    /// <summary>exp(-ikws) of each velocity: <c>Phases[velocity][step]</c>.</summary>
    public Complex[][] Phases { get; }

    /// <summary>R for a particle of each velocity: <c>Density[source][step]</c>.</summary>
    public Complex[][] Density { get; }

    /// <summary>U likewise.</summary>
    public Complex[][] Current { get; }

    /// <summary>a t + k |w| s(t): what is to be resolved up to a time, contraction and phase.</summary>
    /// <param name="rate">a.</param>
    /// <param name="waveNumber">k.</param>
    /// <param name="time">t.</param>
    /// <param name="speed">|w|.</param>
    public static double Scale(double rate, double waveNumber, double time, double speed) => rate * time + waveNumber * speed * Length(rate, time);

    /// <summary>The weight of a step in int a dt up to the end.</summary>
    public double Weight(int step) => Weight(step, Steps);

    /// <summary>(1/N) sum chi(w) exp(-ikx) likewise: <c>[source][step]</c>.</summary>
    /// <param name="chi">A function of the contracted velocity.</param>
    /// <param name="slope">Its derivative.</param>
    public Complex[][] Observe(Func<double, double> chi, Func<double, double> slope)
    {
        Complex[][] c0 = Mean(chi), c1 = Mean(w => w * chi(w)), d0 = Mean(slope), d1 = Mean(w => w * slope(w));
        Complex[][] values = [.. velocities.Select(_ => new Complex[Steps + 1])];
        Parallel.For(0, velocities.Length, source =>
        {
            Complex[] density = Density[source], current = Current[source];
            for (int m = 0; m <= Steps; m++)
            {
                Complex sum = chi(velocities[source]) * Phases[source][m];
                for (int l = 0; l <= m; l++)
                {
                    Complex pushed = current[l] * d0[m][l] - density[l] * d1[m][l], carried = current[l] * c0[m][l] - density[l] * c1[m][l];
                    sum += Weight(l, m) * (pushed - new Complex(0, waveNumber * (lengths[m] - lengths[l])) * carried);
                }

                values[source][m] = sum;
            }
        });
        return values;
    }

    private static double Length(double rate, double time) => rate == 0 ? time : (1 - Math.Exp(-rate * time)) / rate;

    // a t and s at times of even spacing in Scale, which is concave: Newton's method from the time before does not overshoot.
    private static (double[] Contractions, double[] Lengths) Course(double rate, double frequency, double time, int steps)
    {
        double[] times = new double[steps + 1];
        double whole = Scale(rate, frequency, time, 1);
        for (int m = 1; m < steps; m++)
        {
            times[m] = times[m - 1];
            double step;
            do
            {
                step = (whole * m / steps - Scale(rate, frequency, times[m], 1)) / (rate + frequency * Math.Exp(-rate * times[m]));
                times[m] += step;
            }
            while (step > 1e-12 * time);
        }

        times[steps] = time;
        return ([.. times.Select(t => rate * t)], [.. times.Select(t => Length(rate, t))]);
    }

    // The trapezoidal weight of a step in int a dt from 0 to the time of another.
    private double Weight(int step, int end) => (contractions[Math.Min(step + 1, end)] - contractions[Math.Max(step - 1, 0)]) / 2;

    // E chi(w) exp(-ikwy) from one step to a later one: [later][earlier].
    private Complex[][] Mean(Func<double, double> chi)
    {
        double[] values = [.. velocities.Select(chi)];
        var means = new Complex[Steps + 1][];
        Parallel.For(0, Steps + 1, m =>
        {
            var row = new Complex[m + 1];
            for (int l = 0; l <= m; l++)
            {
                Complex sum = 0;
                for (int i = 0; i < values.Length; i++) sum += values[i] * Phases[i][m] * Complex.Conjugate(Phases[i][l]);
                row[l] = sum / values.Length;
            }

            means[m] = row;
        });
        return means;
    }
}
