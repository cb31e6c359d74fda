using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The characteristics of an alignment force on the line, with what it does to velocities across (<see cref="ITransverseFlow"/>).</summary>
internal static class TransverseCharacteristics
{
    /// <summary>One step of the classical Runge-Kutta method for every point.</summary>
    /// <param name="force">The force, linear in the velocity.</param>
    /// <param name="domain">Where positions live.</param>
    /// <param name="x">Positions, replaced.</param>
    /// <param name="v">Velocities, replaced.</param>
    /// <param name="contraction">c, replaced.</param>
    /// <param name="travel">y, replaced.</param>
    /// <param name="h">The step.</param>
    /// <param name="start">Prepared fields at its start.</param>
    /// <param name="middle">In its middle.</param>
    /// <param name="end">At its end.</param>
    public static void RungeKutta(
        CharacteristicForce force, Domain domain, double[] x, double[] v, double[] contraction, double[] travel, double h, CharacteristicField start, CharacteristicField middle, CharacteristicField end)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double x0 = x[i], v0 = v[i];
            double r1 = At(start, x0, v0, out double a1), v2 = v0 + h / 2 * a1;
            double r2 = At(middle, x0 + h / 2 * v0, v2, out double a2), v3 = v0 + h / 2 * a2;
            double r3 = At(middle, x0 + h / 2 * v2, v3, out double a3), v4 = v0 + h * a3;
            double r4 = At(end, x0 + h * v3, v4, out double a4);
            x[i] = domain.Wrap(x0 + h / 6 * (v0 + 2 * v2 + 2 * v3 + v4), 0);
            v[i] = v0 + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
            TransverseStep.RungeKutta(h, r1, r2, r3, r4).Follow(ref contraction[i], ref travel[i]);
        }

        double At(CharacteristicField field, double position, double velocity, out double acceleration)
        {
            acceleration = 0;
            force.At(field, new ReadOnlySpan<double>(in position), new ReadOnlySpan<double>(in velocity), new Span<double>(ref acceleration));
            return force.Rate(field, position);
        }
    }
}
