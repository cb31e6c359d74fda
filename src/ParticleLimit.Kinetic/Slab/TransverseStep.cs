namespace ParticleLimit.Kinetic;

/// <summary>What one step does to a velocity across the line.</summary>
/// <param name="Contraction">The factor of the velocity.</param>
/// <param name="Travel">The way that a velocity goes which is one at the start of the step.</param>
internal readonly record struct TransverseStep(double Contraction, double Travel)
{
    /// <summary>The classical Runge-Kutta step of c' = -a c, y' = c, c = 1 and y = 0 at its start.</summary>
    /// <param name="step">h.</param>
    /// <param name="a1">a at the start.</param>
    /// <param name="a2">a at the first stage in the middle.</param>
    /// <param name="a3">a at the second.</param>
    /// <param name="a4">a at the end.</param>
    public static TransverseStep RungeKutta(double step, double a1, double a2, double a3, double a4)
    {
        double half = step / 2, c2 = 1 - half * a1, c3 = 1 - half * a2 * c2, c4 = 1 - step * a3 * c3;
        return new(1 - step / 6 * (a1 + 2 * a2 * c2 + 2 * a3 * c3 + a4 * c4), step / 6 * (1 + 2 * c2 + 2 * c3 + c4));
    }

    /// <summary>Adds the step to what was done to a velocity before.</summary>
    public void Follow(ref double contraction, ref double travel)
    {
        travel += contraction * Travel;
        contraction *= Contraction;
    }
}
