using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The speeds k sum_{j != i} phi(|y_i - y_j| / eps) of particles on a line or circle that are nearly in order.</summary>
/// <remarks>Pairs are found in the order of the base positions x, which is kept from step to step, while the sum is taken at stage positions y nearby: whoever is
/// in range at y is at most eps R plus the slack away at x. Each pair is evaluated once and given to both.</remarks>
internal readonly struct SpeedSum<TWeight>(FirstOrderSettings settings, TWeight weight)
    where TWeight : struct, ICommunicationWeight
{
    private readonly double cutoff = settings.Cutoff;
    private readonly double inverseSquaredEpsilon = 1 / (settings.Epsilon * settings.Epsilon);
    private readonly double coupling = settings.Coupling;
    private readonly double self = settings.SelfInteraction ? weight.Value(0) : 0;
    private readonly double period = settings.Domain.Period(0);

    /// <summary>Evaluates the speeds.</summary>
    /// <param name="x">Base positions, ascending, within one period.</param>
    /// <param name="y">Stage positions.</param>
    /// <param name="slack">A bound on how much nearer than at x a pair can be at y.</param>
    /// <param name="speeds">Receives the speeds.</param>
    /// <returns>The least and the greatest speed.</returns>
    public (double Least, double Greatest) Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double slack, Span<double> speeds)
    {
        speeds.Fill(self);
        double reach = cutoff + slack;
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            double end = x[i] + reach, at = y[i], sum = 0;
            int j = i + 1;
            for (; j < n && x[j] < end; j++)
            {
                double distance = y[j] - at;
                double value = weight.Value(distance * distance * inverseSquaredEpsilon);
                sum += value;
                speeds[j] += value;
            }

            if (j == n)
            {
                // Past the seam of the circle; on the line the period is infinite and nobody is in reach.
                for (j = 0; j < i && x[j] + period < end; j++)
                {
                    double distance = y[j] + period - at;
                    double value = weight.Value(distance * distance * inverseSquaredEpsilon);
                    sum += value;
                    speeds[j] += value;
                }
            }

            speeds[i] += sum;
        }

        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int i = 0; i < n; i++)
        {
            double speed = speeds[i] *= coupling;
            least = Math.Min(least, speed);
            greatest = Math.Max(greatest, speed);
        }

        return (least, greatest);
    }
}
