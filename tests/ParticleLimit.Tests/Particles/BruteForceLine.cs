using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>The scheme of the stepped engines in d = 1 over all pairs, one by one: written for nothing but being plain.</summary>
internal sealed class BruteForceLine
{
    private readonly SimulationSettings settings;
    private readonly double[] x;
    private readonly double[] v;
    private readonly double[] a;
    private readonly double mean;
    private double crowding;

    public BruteForceLine(SimulationSettings settings, ParticleState state)
    {
        this.settings = settings;
        x = [.. state.Positions[0]];
        v = [.. state.Velocities[0]];
        a = new double[x.Length];
        mean = v.Average();
        Accelerate(0);
    }

    public int Steps { get; private set; }

    /// <summary>Advances by as many steps as the engines would take, to a time from 0.</summary>
    public ParticleState Advance(double span)
    {
        double left = span;
        (double step, double count) = Plan(left);
        while (count > 0)
        {
            left -= step;
            (double next, double after) = count == 1 ? (0, 0) : Plan(left);
            for (int i = 0; i < x.Length; i++) x[i] += step / 2 * v[i];
            Accelerate(step / 2);
            for (int i = 0; i < x.Length; i++) v[i] += step * a[i];
            for (int i = 0; i < x.Length; i++) x[i] += step / 2 * v[i];
            Steps++;
            (step, count) = (next, after);
        }

        var state = new ParticleState(1, x.Length);
        for (int i = 0; i < x.Length; i++) (state.Positions[0][i], state.Velocities[0][i]) = (settings.Domain.Wrap(x[i], 0), v[i]);
        return state;
    }

    private (double Step, double Count) Plan(double remaining)
    {
        double spread = v.Max(w => Math.Abs(w - mean));
        double alignment = settings.Coupling * Math.Max(settings.Weight.Value(0), crowding);
        double count = Math.Ceiling(remaining / (settings.StepFraction * Math.Min(settings.Cutoff / (2 * spread), 1 / (2 * alignment))));
        return (remaining / count, count);
    }

    private void Accelerate(double half)
    {
        double[] w = [.. v.Select((velocity, i) => velocity + half * a[i])];
        crowding = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double sum = 0, crowd = 0;
            for (int j = 0; j < x.Length; j++)
            {
                if (j == i) continue;
                double difference = settings.Domain.ShortestDifference(x[j] - x[i], 0) / settings.Epsilon;
                double psi = settings.Weight.Value(difference * difference);
                sum += psi * (w[j] - w[i]);
                crowd += psi;
            }

            a[i] = settings.Coupling * sum;
            crowding = Math.Max(crowding, crowd);
        }
    }
}
