using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Weighted starts carried by the equation on the line whose fields they make themselves, with a few waves for the fields, and the contraction of velocities across.</summary>
internal sealed class StartFlow
{
    private const int Waves = 8;

    private readonly double rate, wavenumber, length;
    private readonly StartLabel[] labels;

    /// <summary>The flow of a flock's line.</summary>
    /// <param name="slab">The flock.</param>
    /// <param name="labels">The starts.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    public StartFlow(Slab slab, StartLabel[] labels, double gamma) =>
        (this.labels, rate, length, wavenumber) = (labels, gamma / slab.Section, slab.LineTorus.Lengths[0], 2 * Math.PI / slab.LineTorus.Lengths[0]);

    /// <summary>Position, velocity and contraction of each start at a time, by the classical Runge-Kutta method.</summary>
    /// <param name="weights">The masses.</param>
    /// <param name="time">The time.</param>
    /// <param name="steps">Steps.</param>
    public double[][] Carry(double[] weights, double time, int steps)
    {
        double[][] state = [[.. labels.Select(label => label.Position)], [.. labels.Select(label => label.Velocity)], [.. labels.Select(_ => 1.0)]];
        double[][] stage = Copy(), slope = Copy(), sum = Copy();
        double h = time / steps;
        for (int n = 0; n < steps; n++)
        {
            foreach (double[] component in sum) Array.Clear(component);
            Take(state, 0, 1);
            Take(stage, h / 2, 2);
            Take(stage, h / 2, 2);
            Take(stage, h, 1);
            for (int k = 0; k < state.Length; k++)
                for (int i = 0; i < labels.Length; i++) state[k][i] += h / 6 * sum[k][i];
        }

        return state;

        double[][] Copy() => [.. state.Select(component => component.ToArray())];

        // The slope at the state plus a multiple of the slope before.
        void Take(double[][] at, double ahead, double share)
        {
            if (ahead > 0)
                for (int k = 0; k < at.Length; k++)
                    for (int i = 0; i < labels.Length; i++) at[k][i] = state[k][i] + ahead * slope[k][i];
            Slope(weights, at, slope);
            for (int k = 0; k < at.Length; k++)
                for (int i = 0; i < labels.Length; i++) sum[k][i] += share * slope[k][i];
        }
    }

    private void Slope(double[] weights, double[][] state, double[][] slope)
    {
        Span<double> rhoCos = stackalloc double[Waves + 1], rhoSin = stackalloc double[Waves + 1], fluxCos = stackalloc double[Waves + 1], fluxSin = stackalloc double[Waves + 1];
        rhoCos.Clear();
        rhoSin.Clear();
        fluxCos.Clear();
        fluxSin.Clear();
        for (int i = 0; i < labels.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(wavenumber * state[0][i]);
            double c = 1, s = 0;
            for (int wave = 0; wave <= Waves; wave++)
            {
                double mass = weights[i] * (wave == 0 ? 1 : 2) / length;
                rhoCos[wave] += mass * c;
                rhoSin[wave] += mass * s;
                fluxCos[wave] += mass * c * state[1][i];
                fluxSin[wave] += mass * s * state[1][i];
                (c, s) = (c * cos - s * sin, s * cos + c * sin);
            }
        }

        for (int i = 0; i < labels.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(wavenumber * state[0][i]);
            double c = 1, s = 0, rho = 0, flux = 0;
            for (int wave = 0; wave <= Waves; wave++)
            {
                rho += rhoCos[wave] * c + rhoSin[wave] * s;
                flux += fluxCos[wave] * c + fluxSin[wave] * s;
                (c, s) = (c * cos - s * sin, s * cos + c * sin);
            }

            slope[0][i] = state[1][i];
            slope[1][i] = -rate * (rho * state[1][i] - flux);
            slope[2][i] = -rate * rho * state[2][i];
        }
    }
}
