using System.Numerics;

namespace ParticleLimit.Comparison;

/// <summary>How one Fourier mode of a homogeneous flock answers to a single particle more at the start: (1.3) linearised about (2.3).</summary>
/// <remarks>In the contracted velocity w = V / q, q(t) = e^(-at) about the mean velocity, and the length s(t) = (1 - q) / a in place of the time, characteristics are straight, x' = w, and the force is
/// (a / q) (U - w R) exp(ikx), where R = (1/N) sum exp(-ikx) and U = (1/N) sum w exp(-ikx). To first order, with c_p(y) = E w^p exp(-ikwy) and y = s - r,
/// <code>
/// R(s) = R0(s) - ik int_0^s y [U(r) c_0 - R(r) c_1] a dr / q(r)
/// U(s) = U0(s) + int_0^s [U(r) c_0 - R(r) c_1 - ik y (U(r) c_1 - R(r) c_2)] a dr / q(r)
/// </code>
/// R0 and U0 being those of the particle on its straight line. Solved by the trapezoidal rule: the error is of order steps^-2.
/// K. Braun, W. Hepp, Comm. Math. Phys. 56 (1977), for the limit theorem of mean-field systems.</remarks>
internal sealed class FieldResponse
{
    private readonly double waveNumber, h;
    private readonly double[] velocities, forces;

    /// <summary>The answers to particles of each of some velocities, which also stand for the law of all.</summary>
    /// <param name="rate">a.</param>
    /// <param name="waveNumber">k.</param>
    /// <param name="length">s at the end, below 1/a.</param>
    /// <param name="velocities">Contracted velocities, evenly spread in law, of mean zero.</param>
    /// <param name="steps">Steps, at least 1.</param>
    public FieldResponse(double rate, double waveNumber, double length, double[] velocities, int steps)
    {
        (this.waveNumber, this.velocities, Steps, h) = (waveNumber, velocities, steps, length / steps);
        forces = [.. Enumerable.Range(0, steps + 1).Select(m => rate / (1 - rate * m * h))];
        Phases = [.. velocities.Select(w => Enumerable.Range(0, steps + 1).Select(m => Complex.Exp(new Complex(0, -waveNumber * w * m * h))).ToArray())];
        Density = [.. velocities.Select(_ => new Complex[steps + 1])];
        Current = [.. velocities.Select(_ => new Complex[steps + 1])];
        Complex[] c0 = Mean(_ => 1), c1 = Mean(w => w), c2 = Mean(w => w * w);
        Parallel.For(0, velocities.Length, source =>
        {
            Complex[] density = Density[source], current = Current[source];
            for (int m = 0; m <= steps; m++)
            {
                (density[m], current[m]) = (Phases[source][m], velocities[source] * Phases[source][m]);
                for (int l = 0; l < m; l++)
                {
                    Complex pushed = current[l] * c0[m - l] - density[l] * c1[m - l], carried = current[l] * c1[m - l] - density[l] * c2[m - l];
                    Complex weight = Weight(l), displaced = weight * new Complex(0, waveNumber * (m - l) * h);
                    density[m] -= displaced * pushed;
                    current[m] += weight * pushed - displaced * carried;
                }

                // The present term of U is U itself, of R none: the mean of w is zero.
                if (m > 0) current[m] /= 1 - forces[m] * h / 2;
            }
        });
    }

    /// <summary>Steps of s.</summary>
    public int Steps { get; }

    /// <summary>exp(-ikws) of each velocity: <c>Phases[velocity][step]</c>.</summary>
    public Complex[][] Phases { get; }

    /// <summary>R for a particle of each velocity: <c>Density[source][step]</c>.</summary>
    public Complex[][] Density { get; }

    /// <summary>U likewise.</summary>
    public Complex[][] Current { get; }

    /// <summary>a / q times the length of s that a step stands for in integrals from 0 to the end.</summary>
    public double Weight(int step, bool toEnd = false) => forces[step] * (step == 0 || (toEnd && step == Steps) ? h / 2 : h);

    /// <summary>(1/N) sum chi(w) exp(-ikx) likewise: <c>[source][step]</c>.</summary>
    /// <param name="chi">A function of the contracted velocity.</param>
    /// <param name="slope">Its derivative.</param>
    public Complex[][] Observe(Func<double, double> chi, Func<double, double> slope)
    {
        Complex[] c0 = Mean(chi), c1 = Mean(w => w * chi(w)), d0 = Mean(slope), d1 = Mean(w => w * slope(w));
        Complex[][] values = [.. velocities.Select(_ => new Complex[Steps + 1])];
        Parallel.For(0, velocities.Length, source =>
        {
            Complex[] density = Density[source], current = Current[source];
            for (int m = 0; m <= Steps; m++)
            {
                Complex sum = chi(velocities[source]) * Phases[source][m];
                for (int l = 0; l <= m; l++)
                {
                    double weight = l == m ? m == 0 ? 0 : forces[m] * h / 2 : Weight(l);
                    Complex pushed = current[l] * d0[m - l] - density[l] * d1[m - l], carried = current[l] * c0[m - l] - density[l] * c1[m - l];
                    sum += weight * (pushed - new Complex(0, waveNumber * (m - l) * h) * carried);
                }

                values[source][m] = sum;
            }
        });
        return values;
    }

    // E chi(w) exp(-ikwy) at each y.
    private Complex[] Mean(Func<double, double> chi)
    {
        double[] values = [.. velocities.Select(chi)];
        return [.. Enumerable.Range(0, Steps + 1).Select(m =>
        {
            Complex sum = 0;
            for (int i = 0; i < values.Length; i++) sum += values[i] * Phases[i][m];
            return sum / values.Length;
        })];
    }
}
